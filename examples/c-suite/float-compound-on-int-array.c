#include <stdio.h>
int main(void)
{
  int a[3] = { 10, 20, 30 };
  a[1] *= 1.25;
  a[2] -= 0.5;
  a[0] /= 3.0f;
  printf("%d %d %d\n", a[0], a[1], a[2]);
  return 0;
}
