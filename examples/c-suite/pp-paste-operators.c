#include <stdio.h>
#define CAT3(a, b, c) a##b##c
#define OP(o) 8 o##= 3
int main(void)
{
  int abc = 4, v = 8;
  v CAT3(<, <, =) 2;
  printf("%d %d %d\n", CAT3(a, b, c), v, 5 CAT3(>, =,) 5);
  return 0;
}
