#include <stdio.h>
int main(void)
{
  long double a = 1.25L;
  a = a * 4 + 1;
  printf("%d %d %d\n", (int)a, a == 6.0L, (double)a > 5.9);
  return 0;
}
