#include <stdio.h>
union u { struct { unsigned a : 3, b : 7, c : 14, d : 8; } f; unsigned w; unsigned char c[4]; };
int main(void)
{
  union u v = { { 5, 100, 0x2abc, 0xee } };
  printf("%#x %#x\n", v.w, v.c[1]);
  v.w = 0xdeadbeef;
  printf("%#x %#x %#x %#x\n", v.f.a, v.f.b, v.f.c, v.f.d);
  return 0;
}
