#include <stdio.h>
struct s { int a, b; char c[4]; } v;
int main(void)
{
  printf("%d %d %d %d %d\n", &v.a < &v.b, (char *)&v.b - (char *)&v, &v.c[3] - v.c, (void *)&v == (void *)&v.a, &(&v)->c[1] == v.c + 1);
  return 0;
}
