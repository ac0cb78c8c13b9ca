#include <stdio.h>
int main(void)
{
  int n = 5, s = 0;
  while (n --> 0) s = s * 10 + n;
  printf("%d %d\n", s, n);
  const char *p = "abc";
  while (*p++) s++;
  printf("%d\n", s);
  return 0;
}
