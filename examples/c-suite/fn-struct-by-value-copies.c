#include <stdio.h>
struct s { int a[3]; int n; };
static int f(struct s v) { v.a[0] = 99; v.n++; return v.a[0] + v.n; }
static struct s g(struct s v) { v.n *= 2; return v; }
int main(void)
{
  struct s v = { { 1, 2, 3 }, 4 };
  printf("%d %d %d %d %d %d\n", f(v), v.a[0], v.n, g(g(v)).n, f(g(v)), v.n);
  return 0;
}
