#include <stdio.h>
int main(void)
{
  int x = 5, a[3] = { 1, 2, 3 };
  typeof(x) y = 6;
  typeof(a) b = { 4, 5, 6 };
  typeof(&a[0]) p = b;
  __typeof__(int *) q = &x;
  __auto_type z = 2.5;
  typeof(a[0] + 1LL) l = 1LL << 33;
  printf("%d %d %d %d %d %d\n", y, b[2], p[1], *q, sizeof z, l > 0);
  return 0;
}
