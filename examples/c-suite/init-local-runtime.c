#include <stdio.h>
static int n;
static int next(void) { return ++n; }
int main(void)
{
  int a[3] = { next(), next(), next() };
  struct { int x, y; } s = { .y = next(), .x = 5 };
  int c = a[2] + s.y, d[2] = { c, c * 2 };
  printf("%d %d %d %d %d\n", a[0], a[2], s.x, s.y, d[1]);
  return 0;
}
