#include <stdio.h>
int main(void)
{
  long long a = 0x100000000LL, z = 0;
  printf("%d %d %d %d %d %d %d\n", !!a, !a, a ? 1 : 0, z ? 1 : 0, a && 1, z || 0, (int)a);
  if (a) puts("high word counts");
  while (a) { a >>= 8; putchar('.'); }
  putchar('\n');
  return 0;
}
