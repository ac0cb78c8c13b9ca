#include <stdio.h>
#include <math.h>
int main(void)
{
  printf("%g %g %g %g %g\n", sqrt(2.0), fabs(-1.5), floor(-1.5), ceil(1.2), fmod(7.5, 2));
  printf("%d %d %d\n", isnan(NAN), isinf(INFINITY), isnan(1.0));
  return 0;
}
