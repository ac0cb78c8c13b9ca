#include <stdio.h>
int main(void)
{
  unsigned v[] = { 1, 0x80000000, 0xff00, 0x12345678 };
  for (int i = 0; i < 4; i++) printf("%d %d %d %d %d\n", __builtin_clz(v[i]), __builtin_ctz(v[i]), __builtin_popcount(v[i]), __builtin_ffs(v[i]), __builtin_parity(v[i]));
  printf("%#x %#x\n", __builtin_bswap32(0x12345678), __builtin_bswap16(0x1234));
  printf("%llx %d %d %d\n", __builtin_bswap64(0x0102030405060708ULL), __builtin_clzll(1), __builtin_ctzll(1ULL << 45), __builtin_popcountll(~0ULL));
  return 0;
}
