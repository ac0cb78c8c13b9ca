#include <stdio.h>
union u { char c; int i; double d; } a = { 65 }, b = { .d = 1.5 }, c[2] = { { .i = 7 }, { 8 } };
int main(void)
{
  printf("%d %d %d %d\n", a.c, a.i, c[0].i, c[1].c);
  printf("%g\n", b.d);
  return 0;
}
