#include <stdio.h>
int main(void)
{
  int i = -8;
  i /= 2u;
  printf("%d\n", i);
  short s = 100;
  s *= 1000;
  printf("%d\n", s);
  i = 5;
  i += 2.75;
  printf("%d\n", i);
  float f = 1;
  f += 0.1;
  printf("%d %d\n", f == 1.1f, f == 1.1);
  return 0;
}
