#include <stdio.h>
static int f(int n) {
  for (;;) { while (1) { do { if (n > 3) return n; n++; } while (1); } }
}
int main(void)
{
  printf("%d %d\n", f(0), f(10));
  return 0;
}
