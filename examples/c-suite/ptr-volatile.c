#include <stdio.h>
int main(void)
{
  volatile int v = 3;
  volatile int *p = &v;
  int s = *p + *p;
  v++;
  (*p) += 2;
  printf("%d %d\n", s, v);
  return 0;
}
