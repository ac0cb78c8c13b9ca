#include <stdio.h>
struct in { int a, b; };
struct out { struct in x[2]; int n; struct in y; } v[2] = { 1, 2, 3, 4, 5, 6, 7, { { { 8 }, 9, 10 }, 11, 12 } };
int main(void)
{
  printf("%d %d %d %d %d %d %d %d %d\n", v[0].x[1].b, v[0].n, v[0].y.b, v[1].x[0].a, v[1].x[0].b, v[1].x[1].a, v[1].n, v[1].y.a, v[1].y.b);
  return 0;
}
