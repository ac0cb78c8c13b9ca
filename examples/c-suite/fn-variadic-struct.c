#include <stdio.h>
#include <stdarg.h>
struct p { int x, y; char c; };
static int f(int n, ...) { va_list ap; int s = 0; va_start(ap, n); while (n--) { struct p v = va_arg(ap, struct p); s = s * 100 + v.x * 10 + v.y + v.c; } va_end(ap); return s; }
int main(void)
{
  struct p a = { 1, 2, 3 }, b = { 4, 5, 6 };
  printf("%d %d\n", f(2, a, b), f(1, b));
  return 0;
}
