#include <stdio.h>
#include <stdarg.h>
static int vsum(int n, va_list ap) { int s = 0; while (n--) s += va_arg(ap, int); return s; }
static int twice(int n, ...) { va_list a, b; va_start(a, n); va_copy(b, a); int s = vsum(n, a) * 100 + vsum(n, b); va_end(a); va_end(b); return s; }
static int fmt(char *to, const char *f, ...) { va_list ap; va_start(ap, f); int n = vsprintf(to, f, ap); va_end(ap); return n; }
int main(void)
{
  char buf[40];
  printf("%d %d\n", twice(3, 1, 2, 3), fmt(buf, "%s-%d-%c", "x", 42, '!'));
  puts(buf);
  return 0;
}
