#include <stdio.h>
enum u { X = 1, Y = 0x80000000 };
enum s { N = -1, Z };
int main(void)
{
  enum u a = X;
  enum s b = N;
  printf("%d %d %d %d %d\n", (a - 2) > 0, b < 0, sizeof(enum u), sizeof(enum s), Y > 0);
  return 0;
}
