#include <stdio.h>
struct p { short a; char b; };
static int f(int x, struct p p, long long y, struct p q) { return x * 1000 + p.a * 100 + p.b * 10 + (int)y + q.a; }
int main(void)
{
  struct p p = { 1, 2 }, q = { 3, 4 };
  printf("%d %d\n", f(5, p, 6, q), f(1, q, 2, p));
  return 0;
}
