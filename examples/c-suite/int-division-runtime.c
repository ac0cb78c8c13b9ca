#include <stdio.h>
static int d(int a, int b) { return a / b * 100 + a % b; }
static unsigned du(unsigned a, unsigned b) { return a / b + a % b; }
int main(void)
{
  printf("%d %d %d %d\n", d(17, 5), d(-17, 5), d(17, -5), d(-17, -5));
  printf("%u %u\n", du(4000000000u, 7), du(3, 4000000000u));
  return 0;
}
