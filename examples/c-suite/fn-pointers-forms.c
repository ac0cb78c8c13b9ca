#include <stdio.h>
static int f(int x) { return x + 1; }
typedef int fn(int);
typedef int (*fnp)(int);
static fnp pick(int which) { return which ? f : 0; }
static int apply(fn *g, int x) { return g(x); }
static int (*get(void))(int) { return f; }
int main(void)
{
  fnp p = &f, *q = &p;
  fn *r = f;
  printf("%d %d %d %d %d %d %d %d %d\n", p(1), (*p)(2), (**q)(3), (***r)(4), apply(f, 5), get()(6), pick(1)(7), pick(0) == 0, !!p);
  return 0;
}
