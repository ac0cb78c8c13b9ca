#include <stdio.h>
static int f(unsigned n) {
  switch (n) { case 0: return 1; case 1000: return 2; case 0x80000000: return 3; case 0xffffffff: return 4; case 100000: return 5; }
  return 0;
}
int main(void)
{
  printf("%d %d %d %d %d %d\n", f(0), f(1000), f(0x80000000), f(-1), f(100000), f(7));
  return 0;
}
