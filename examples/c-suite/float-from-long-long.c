// 64-bit integers to float are rounded once, not by way of double.
#include <stdio.h>
static float folded = (float)0x4000004000000001ll;
int main(void)
{
  volatile long long v[] = { (1ll << 60) + (1ll << 36) + 1, 0x4000004000000001ll, -0x4000004000000001ll, 0x4000004000000000ll, 0x7fffffffffffffffll, -1 };
  printf("%a %a\n", folded, (float)0x4000004000000001ll);
  for (int i = 0; i < 6; i++) {
    volatile unsigned long long u = v[i];
    printf("%a %a %a %a\n", (float)v[i], (double)v[i], (float)u, (double)u);
  }
  return 0;
}
