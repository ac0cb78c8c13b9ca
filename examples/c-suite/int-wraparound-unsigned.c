#include <stdio.h>
int main(void)
{
  unsigned u = 0;
  u--;
  printf("%u %u %u %u\n", u, u + 2, u * u, 0u - 5);
  unsigned char c = 255;
  c++;
  unsigned short h = 65535;
  h += 2;
  printf("%d %d\n", c, h);
  return 0;
}
