#include <stdio.h>
union u { unsigned i; unsigned short s[2]; unsigned char c[4]; } v = { 0x12345678 };
int main(void)
{
  printf("%#x %#x %#x %#x\n", v.s[0], v.s[1], v.c[0], v.c[3]);
  v.c[1] = 0xff;
  printf("%#x\n", v.i);
  union u w = { .c = { 1, 2 } }, *p = &w;
  p->s[1] = 0x0304;
  printf("%#x\n", p->i);
  return 0;
}
