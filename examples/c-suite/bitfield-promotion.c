#include <stdio.h>
struct s { unsigned a : 3; unsigned b : 32; unsigned long long c : 40; _Bool d : 1; enum { X, Y } e : 2; } v = { 1, 1, 1, 1, Y };
int main(void)
{
  printf("%d %d %d %d %d\n", v.a - 2 < 0, v.b - 2 > 0, -v.a, ~v.a, v.d + v.e);
  printf("%d %d\n", v.c << 39 > 0, sizeof(v.a + 0));
  return 0;
}
