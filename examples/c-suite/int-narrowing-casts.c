#include <stdio.h>
int main(void)
{
  int x = 0x12345678;
  printf("%d %d %d %d %d %d\n", (char)x, (signed char)0x80, (unsigned char)x, (short)x, (short)0x8000, (unsigned short)-1);
  printf("%d %d %d %d\n", (_Bool)256, (_Bool)0, (_Bool)0.5, (_Bool)"x");
  return 0;
}
