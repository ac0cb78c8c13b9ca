#include <stdio.h>
static double d[] = { 1, 2.5f, -1 / 2.0 };
static float f = 1 / 3.0;
static long long l = -5, m = 1LL << 40, n = 0xffffffff;
static unsigned long long u = -1;
static char c = 'a' + 1;
int main(void)
{
  printf("%g %g %g %g\n", d[0], d[1], d[2], f);
  printf("%lld %lld %lld %lld %lld\n", (long long)l, (long long)m, (long long)n, (long long)(u == ~0ULL), (long long)c);
  return 0;
}
