#include <stdio.h>
int main(void)
{
  double a = 1.0 / 3, b = 1e300;
  float f = 1.0f / 3;
  printf("%g %g %g %g %g %g %g\n", a, b * 1e10, f, f * 3, a - f, -a, 1e-320);
  printf("%.17g %.9g %a\n", a, f, a);
  return 0;
}
