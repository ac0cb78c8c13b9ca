#include <stdio.h>
int main(void)
{
  int a[10], *p = a + 7, *q = &a[2];
  long long l[3], *lp = l;
  lp += 2;
  printf("%d %d %d %d %d %d\n", p - q, q - p, p > q, (int)((char *)lp - (char *)l), &a[10] - a, -1 + p == &6[a]);
  return 0;
}
