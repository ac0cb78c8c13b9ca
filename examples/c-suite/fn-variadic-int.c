#include <stdio.h>
#include <stdarg.h>
static int sum(int n, ...) { va_list ap; int s = 0; va_start(ap, n); while (n--) s += va_arg(ap, int); va_end(ap); return s; }
int main(void)
{
  printf("%d %d %d %d\n", sum(0), sum(1, 5), sum(4, 1, 2, 3, 4), sum(2, 'a', (short)-1));
  return 0;
}
