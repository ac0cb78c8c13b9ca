#include <stdio.h>
struct p { int x, y; struct { int a[3]; char c; } in; };
static struct p g = { .in.a[1] = 5, .y = 2, .in = { .c = 'k', .a = { 1, [2] = 3 } }, .x = 9 };
int main(void)
{
  struct p v = { .y = 1, 7, .x = 4 }, w = { 1, 2, { { 3, 4, 5 }, 'z' } };
  printf("%d %d %d %d %d %d %d %d %d %d %d\n", g.x, g.y, g.in.a[0], g.in.a[1], g.in.a[2], g.in.c, v.x, v.y, v.in.a[0], w.in.a[2], w.in.c);
  return 0;
}
