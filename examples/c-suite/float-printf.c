#include <stdio.h>
int main(void)
{
  double x[] = { 0, 1, -1.5, 3.14159265358979, 1e10, 1e-10, 123456789.123, 0.1, 2.5, 3.5, 1e21, 6.02e23 };
  for (int i = 0; i < 12; i++) printf("%f|%.0f|%.3e|%g|%G|%10.2f|%-10.1f|%+.1f\n", x[i], x[i], x[i], x[i], x[i] / 3, x[i], x[i], x[i]);
  return 0;
}
