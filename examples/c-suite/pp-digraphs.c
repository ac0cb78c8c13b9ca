#include <stdio.h>
%:define X 5
int main(void)
<%
  int a<:2:> = <% X, 7 %>;
  printf("%d %d\n", a<:0:>, a[1]);
  return 0;
%>
