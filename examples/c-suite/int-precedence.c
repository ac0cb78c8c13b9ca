#include <stdio.h>
int main(void)
{
  printf("%d %d %d %d %d %d\n", 2 + 3 * 4 - 6 / 2 % 2, 1 << 2 + 1, 5 & 3 | 8 ^ 2, ~0 & 7, 10 - 3 - 2, 2 * 3 % 4);
  printf("%d %d %d %d %d\n", 1 ? 2 : 0 ? 3 : 4, 0 || 1 && 0, !0 + 1, -2 * -3, 6 / 3 * 2);
  return 0;
}
