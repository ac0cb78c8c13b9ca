#include <stdio.h>
static char c(void) { return 321; }
static double d(void) { return 3; }
static int i(void) { return 2.9; }
static unsigned char u(int v) { return v; }
static _Bool b(int v) { return v; }
int main(void)
{
  printf("%d %d %d %d\n", c(), i(), u(511), b(512));
  printf("%g\n", d());
  return 0;
}
