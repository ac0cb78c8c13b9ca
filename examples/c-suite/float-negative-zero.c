#include <stdio.h>
int main(void)
{
  double z = 0.0, n = -z;
  printf("%g %g %d %f\n", z, n, z == n, 1 / n);
  printf("%.1f %+.0f\n", -0.04, -0.0);
  return 0;
}
