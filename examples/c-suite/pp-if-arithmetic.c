#include <stdio.h>
int main(void)
{
#if -1 > 0u
  printf("%d\n", 1);
#endif
#if (2 + 3) * 4 == 20 && 7 / 2 == 3 && -7 % 3 == -1 && (1 << 4 | 3) == 19
  printf("%d\n", 2);
#endif
#if 0 && 1 / 0
  printf("%d\n", 3);
#elif (1 ? 2 : 1 / 0) == 2 && 'a' == 97 && 0x7fffffffffffffff + 0 > 0 && UNKNOWN == 0
  printf("%d\n", 4);
#endif
#if ~0u == 18446744073709551615u && !0 == 1 && (0 ? 1 : 2) == 2
  printf("%d\n", 5);
#endif
  return 0;
}
