#include <stdio.h>
int main(void)
{
  int a[4] = { 1, 2, 3, 4, [1] = 9, [0] = 7, 8 };
  struct { int x, y; } s = { .x = 1, .y = 2, .x = 3 };
  printf("%d %d %d %d %d\n", a[0], a[1], a[2], s.x, s.y);
  return 0;
}
