// gcc: no
// expect: warning: shift count 32 >= width of 'int' (32 bits) [-Wshift-count-overflow]
// expect: warning: constant 300 does not fit in 'unsigned char': becomes 44 [-Woverflow]
#include <stdio.h>
static int wide(int x) { return x << 32; }
int main(void)
{
  unsigned char c = 300;
  printf("%d\n", c);
  return 0;
}
