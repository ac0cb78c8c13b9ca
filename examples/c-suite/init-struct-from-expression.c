#include <stdio.h>
struct s { int x; struct { int y; } in; };
static struct s mk(void) { return (struct s){ 3, { 4 } }; }
int main(void)
{
  struct s a = mk(), b = a, c[2] = { a, mk() };
  struct { struct s p; int q; } d = { b, 5 }, e = { mk(), 6 };
  printf("%d %d %d %d %d %d\n", b.in.y, c[1].x, d.p.in.y, d.q, e.p.x, e.q);
  return 0;
}
