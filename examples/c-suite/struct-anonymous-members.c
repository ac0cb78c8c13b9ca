#include <stdio.h>
struct s { int a; union { int b; struct { short lo, hi; }; }; struct { int c; } named; };
int main(void)
{
  struct s v = { 1, { 0x20001 }, { 3 } };
  v.hi++;
  printf("%d %d %d %d %d %d\n", v.a, v.lo, v.hi, v.b, v.named.c, sizeof v);
  struct s w = { .lo = 5, .a = 2 };
  printf("%d %d %d\n", w.lo, w.hi, w.a);
  return 0;
}
