#include <stdio.h>
int main(void)
{
  printf("%d %d %d %d %d\n", -1 < 1u, -1L < 1u, -1LL < 1u, (short)-1 < (unsigned short)1, -1 < (unsigned char)1);
  printf("%lld %lld %lld %lld\n", (long long)(1u - 2), (long long)(1u - 2LL), (long long)(-1 + 0u), (long long)((unsigned)-1 + 1LL));
  return 0;
}
