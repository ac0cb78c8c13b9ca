#include <stdio.h>
int main(void)
{
  printf("%g %g %g %g %g %g %g %g\n", 1., .5, 1e3, 1.5e-3, 0x1p4, 0x1.8p1, 1e3f, 2.5L > 2.4L ? 1.0 : 0.0);
  printf("%d %d\n", sizeof 1.0, sizeof 1.0f);
  return 0;
}
