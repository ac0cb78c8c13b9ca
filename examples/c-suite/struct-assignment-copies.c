#include <stdio.h>
struct s { int a[4]; struct { char n[6]; } in; };
int main(void)
{
  struct s x = { { 1, 2, 3, 4 }, { "five" } }, y, *p = &y;
  y = x;
  x.a[0] = 9;
  *p = y;
  p->in.n[0] = 'F';
  struct s z = *p;
  printf("%d %d %d\n", y.a[0], z.a[3], x.a[0]);
  printf("%s %s\n", z.in.n, x.in.n);
  return 0;
}
