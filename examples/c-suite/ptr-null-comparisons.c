#include <stdio.h>
int main(void)
{
  int x, *p = 0, *q = &x;
  printf("%d %d %d %d %d %d %d\n", p == 0, !p, q != NULL, !!q, p ? 1 : 2, q && !p, (unsigned)p);
  return 0;
}
