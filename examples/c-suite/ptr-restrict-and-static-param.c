#include <stdio.h>
static int f(int *restrict a, const int b[static 2]) { a[0] = b[1]; return a[0] + b[0]; }
int main(void)
{
  int x[2], y[2] = { 1, 2 };
  printf("%d\n", f(x, y));
  return 0;
}
