#include <stdio.h>
#include <stdarg.h>
static void show(const char *f, ...) {
  va_list ap;
  va_start(ap, f);
  for (; *f; f++) switch (*f) {
    case 'i': printf("%d ", va_arg(ap, int)); break;
    case 'l': printf("%lld ", va_arg(ap, long long)); break;
    case 'd': printf("%g ", va_arg(ap, double)); break;
    case 's': printf("%s ", va_arg(ap, char *)); break;
    case 'p': printf("%d ", *va_arg(ap, int *)); break;
  }
  va_end(ap);
  printf("\n");
}
int main(void)
{
  int x = 8;
  show("ildsp", 1, 2LL << 33, 2.5, "str", &x);
  show("dlidi", 1.0f, -1LL, 'c', 3.5, 4);
  return 0;
}
