#include <stdio.h>
int main(void)
{
  int a = -7, b = 3;
  unsigned u = 4000000000u;
  printf("%d %d %d %d %d\n", (-7 / 3) == a / b, (-7 % 3) == a % b, (-7 >> 1) == a >> 1, (4000000000u >> 3) == u >> 3, (4000000000u * 5) == u * 5);
  return 0;
}
