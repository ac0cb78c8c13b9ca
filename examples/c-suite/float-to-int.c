#include <stdio.h>
int main(void)
{
  double v[] = { 1.9, -1.9, 2147483647.0, -2147483648.0, 0.5, -0.5 };
  for (int i = 0; i < 6; i++) printf("%d %d\n", (int)v[i], (int)(float)v[i] == (int)v[i]);
  printf("%u %u\n", (unsigned)3000000000.0, (unsigned)1.99);
  printf("%d %d %d\n", (char)65.7, (short)-3.9, (unsigned char)200.5);
  return 0;
}
