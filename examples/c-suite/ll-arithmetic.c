#include <stdio.h>
int main(void)
{
  long long a = 0x123456789abcdefLL, b = -987654321012345LL;
  printf("%lld %lld %lld %lld %lld %lld %lld %lld %lld %lld\n", (long long)(a + b), (long long)(a - b), (long long)(a * 3), (long long)(b * b), (long long)(a / 1000003), (long long)(b / 77), (long long)(a % 1000003), (long long)(b % 77), (long long)(-a), (long long)(~b));
  return 0;
}
