#include <stdio.h>
struct s { int a[3]; } v = { };
static _Bool b[] = { 5, 0, 0.1, "x" != 0 };
int x = { 3 };
int main(void)
{
  printf("%d %d %d %d %d %d\n", v.a[2], b[0], b[1], b[2], b[3], x);
  return 0;
}
