#include <stdio.h>
int main(void)
{
  printf("%lld %lld %lld %lld %lld %lld %lld %lld %lld\n", (long long)2147483647, (long long)2147483648, (long long)0x7fffffff, (long long)0xffffffff, (long long)0x100000000, (long long)017, (long long)0b1011, (long long)(1u << 31), (long long)4294967295);
  printf("%d %d %d %d %d %d %d\n", sizeof(2147483647), sizeof(2147483648), sizeof(0x80000000), sizeof(1L), sizeof(1LL), sizeof(1u), sizeof(0xffffffffff));
  printf("%d %d %d\n", 2147483648 > 0, 0x80000000 > -1, -2147483648 < 0);
  return 0;
}
