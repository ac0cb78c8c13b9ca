#include <stdio.h>
static void bump(int *p) { ++*p; }
static int f(int a, char c, double d) { bump(&a); char *q = &c; *q += 1; double *e = &d; *e *= 2; return a * 1000 + c * 10 + (int)d; }
int main(void)
{
  printf("%d\n", f(1, 2, 3.5));
  return 0;
}
