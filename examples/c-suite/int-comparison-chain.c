#include <stdio.h>
int main(void)
{
  int a = 3, b = 2, c = 1;
  printf("%d %d %d %d %d\n", a > b > c, a > b == 1, (a < b) + (b > c), !a == b, a & b == 2);
  return 0;
}
