#include <stdio.h>
static int f(long long v) {
  switch (v) {
  case 1LL << 40: return 1;
  case -1: return 2;
  case 5 ... 9: return 3;
  case 0x100000005LL: return 4;
  default: return 0;
  }
}
int main(void)
{
  printf("%d %d %d %d %d %d\n", f(1LL << 40), f(-1), f(7), f(0x100000005LL), f(0xffffffffLL), f(10));
  return 0;
}
