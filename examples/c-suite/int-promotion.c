#include <stdio.h>
int main(void)
{
  unsigned char a = 200, b = 100;
  short s = -1;
  printf("%d %d %d %d %d %d\n", a + b, (unsigned char)(a + b), ~a, -a, s >> 1, (unsigned short)s >> 1);
  printf("%d %d %d %d\n", sizeof(a + b), sizeof(+s), sizeof('a'), sizeof(a << 1L));
  return 0;
}
