#include <stdio.h>
int main(void)
{
  short s = -1;
  unsigned u = 1;
  char *p = 0;
  printf("%d %d %d %d\n", (1 ? s : u) > 0, sizeof(1 ? (char)1 : (char)2), sizeof(0 ? 1 : 1LL), sizeof(*(1 ? (int *)0 : p)));
  printf("%lld %lld\n", (long long)(1 ? -1 : 0u), (long long)(0 ? 0LL : -1));
  return 0;
}
