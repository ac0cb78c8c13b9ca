#include <stdio.h>
int main(void)
{
  struct v { float x, y; double w; } a[2] = { { 1, 2, 3 }, { .w = 0.25 } };
  a[1].x += 0.5f;
  a[1].y = a[0].x / 3;
  struct v c = a[1];
  printf("%g %g %g %g\n", c.x, c.y, c.w, a[0].w);
  return 0;
}
