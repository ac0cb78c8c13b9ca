#include <stdio.h>
int main(void)
{
  int i = 10;
  unsigned char c = 250;
  long long l = 1;
  i += 5; i -= 3; i *= 4; i /= 5; i %= 7; i <<= 3; i >>= 1; i |= 1; i &= 13; i ^= 6;
  c += 10; 
  l <<= 40;
  l += i;
  printf("%d %d\n", i, c);
  printf("%lld\n", (long long)l);
  c *= 1.5;
  i = 7;
  i /= 0.5;
  printf("%d %d\n", c, i);
  c -= 300;
  printf("%d\n", c);
  return 0;
}
