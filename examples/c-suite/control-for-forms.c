#include <stdio.h>
int main(void)
{
  int i = 0, s = 0;
  for (;;) { if (++i > 5) break; if (i & 1) continue; s += i; }
  for (int i = 10; i--;) s++;
  for (; i < 10;) i++;
  printf("%d %d\n", i, s);
  return 0;
}
