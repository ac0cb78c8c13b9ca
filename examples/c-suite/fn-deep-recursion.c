#include <stdio.h>
static int depth(int n) { return n ? 1 + depth(n - 1) : 0; }
int main(void)
{
  printf("%d\n", depth(5000));
  return 0;
}
