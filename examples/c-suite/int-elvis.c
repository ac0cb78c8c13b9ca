#include <stdio.h>
static int n;
static int next(void) { return ++n; }
int main(void)
{
  printf("%d\n", next() ?: 100);
  printf("%d %d\n", n, 0 ?: 7);
  printf("%d\n", n ?: next());
  printf("%d\n", n);
  char *p = 0;
  const char *q = "set";
  printf("%s %s\n", p ?: "null", q ?: "x");
  return 0;
}
