#include <stdio.h>
int main(void)
{
  int a[5] = { 1, 2 }, b[] = { [2] = 5, 6, [0] = 9 }, c[2][2] = { 1, 2, 3 }, d[10] = { [1 ... 3] = 7, [5 ... 6] = 8, 9 };
  printf("%d %d %d %d %d %d %d %d %d\n", a[1], a[4], sizeof b / sizeof *b, b[0], b[1], b[2], b[3], c[1][0], c[1][1]);
  printf("%d %d %d %d %d %d\n", d[0], d[1], d[3], d[4], d[6], d[7]);
  return 0;
}
