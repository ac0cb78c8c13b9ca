#include <stdio.h>
#define CAT(a, b) a##b
#define XCAT(a, b) CAT(a, b)
#define ONE 1
#define NUM(n) 0x##n
int main(void)
{
  int xy = 5, x1 = 6, xONE = 7;
  printf("%d %d %d %d %d %d %d\n", CAT(x, y), XCAT(x, ONE), CAT(x, ONE), NUM(ff), CAT(1, 2), CAT(, 9), 4 CAT(<, <) 1);
  return 0;
}
