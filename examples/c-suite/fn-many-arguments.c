#include <stdio.h>
static int f(int a, char b, short c, long long d, unsigned char e, double g, int h, float i, int *j) { return a + b + c + (int)d + e + (int)g + h + (int)i + *j; }
int main(void)
{
  int z = 9;
  printf("%d %d\n", f(1, 2, 3, 4, 5, 6.5, 7, 8.5f, &z), f(-1, 300, 70000, 1LL << 33, 256, -1.5, 0, 0, &z));
  return 0;
}
