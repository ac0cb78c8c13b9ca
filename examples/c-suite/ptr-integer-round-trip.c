#include <stdio.h>
int main(void)
{
  int v = 5;
  unsigned a = (unsigned)&v;
  int *p = (int *)a;
  printf("%d %d %d %d\n", *p, (int *)(a + 4) - &v, (a & 3) == 0, (char *)16 - (char *)4);
  return 0;
}
