#include <stdio.h>
int main(void)
{
  double i = 1.0 / 0.0, n = 0.0 / 0.0;
  printf("%f %F %e %g %10f|%-6f|%06f\n", i, -i, i, -i, i, i, i);
  printf("%.0f %.0f %.0f %.0f %#.0f %g %#g\n", 0.5, 1.5, 2.5, -0.4, 3.0, 100000.0, 100000.0);
  printf("%g %g %g %g %.10g %.3g\n", 1e5, 1e6, 123456789.0, 0.00001234, 0.1, 1234.5);
  printf("%d\n", n != n);
  return 0;
}
