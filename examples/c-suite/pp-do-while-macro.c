#include <stdio.h>
#define SWAP(a, b) do { int t_ = a; a = b; b = t_; } while (0)
int main(void)
{
  int x = 1, y = 2;
  if (x < y) SWAP(x, y);
  else x = 0;
  printf("%d %d\n", x, y);
  return 0;
}
