#include <stdio.h>
static int a(void) { static int n = 1; return n *= 2; }
static int b(void) { static int n = 1; return n *= 3; }
int main(void)
{
  int r = a() + b();
  r += a() + b();
  { static int n = 5; n++; r += n; }
  printf("%d\n", r);
  return 0;
}
