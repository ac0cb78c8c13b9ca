#include <stdio.h>
int main(void)
{
  double a = 0.25, z = 0;
  printf("%d %d %d %d %d %d\n", a ? 1 : 2, !a, !z, a && z, a || z, (z ?: a) > 0.2);
  for (double x = 0; x < 1; x += a) putchar('*');
  putchar('\n');
  return 0;
}
