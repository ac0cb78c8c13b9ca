#include <stdio.h>
static int f(int a, int b) {
  switch (a) {
  case 1: switch (b) { case 1: return 11; default: break; case 2: return 12; }
    return 10;
  case 2: for (;;) { if (b++ > 3) break; if (b == 2) continue; }
    return b;
  }
  return -1;
}
int main(void)
{
  printf("%d %d %d %d %d\n", f(1, 1), f(1, 2), f(1, 3), f(2, 0), f(3, 0));
  return 0;
}
