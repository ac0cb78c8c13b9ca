#include <stdio.h>
int main(void)
{
  union { float f; unsigned u; } a = { 1.5f };
  union { double d; unsigned long long u; } b = { -2.25 };
  printf("%x %llx\n", a.u, b.u);
  a.u = 0x40490fdb;
  b.u = 0x400921fb54442d18ULL;
  printf("%.7g %.17g\n", a.f, b.d);
  return 0;
}
