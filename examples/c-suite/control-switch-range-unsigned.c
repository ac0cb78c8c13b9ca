#include <stdio.h>
static int f(unsigned v) { switch (v) { case 0x7ffffff0 ... 0x80000010: return 1; case 0xfffffff0 ... 0xffffffff: return 2; } return 0; }
int main(void)
{
  printf("%d %d %d %d %d\n", f(0x80000000), f(0x7fffffff), f(0x80000011), f(-1), f(5));
  return 0;
}
