#include <stdio.h>
int main(void)
{
  int n = 4;
  unsigned u = 0x80000001;
  int s = -16;
  printf("%#x %#x %#x %#x\n", u << 1, u >> 1, u >> 31, 1u << 31);
  printf("%d %d %d %d\n", s >> n, s >> 1, 1 << n, (unsigned char)0xff << n);
  return 0;
}
