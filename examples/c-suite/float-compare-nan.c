#include <stdio.h>
int main(void)
{
  double n = 0.0 / 0.0, i = 1.0 / 0.0;
  printf("%d %d %d %d %d %d %d %d %d\n", n == n, n != n, n < 1, n > 1, n <= n, !(n >= n), i > 1e308, -i < 0, i == i);
  if (n) puts("nan is true");
  return 0;
}
