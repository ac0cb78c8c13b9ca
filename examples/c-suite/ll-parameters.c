#include <stdio.h>
static long long mix(int a, long long b, char c, unsigned long long d, int e) { return a + b * 2 + c - (long long)d + e; }
int main(void)
{
  printf("%lld %lld\n", (long long)(mix(1, 1LL << 40, 3, 1ULL << 35, 5)), (long long)(mix(-1, -1, -1, 1, -1)));
  return 0;
}
