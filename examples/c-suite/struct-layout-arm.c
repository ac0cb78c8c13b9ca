// target: arm
// gcc: no
#include <stdio.h>
#include <stddef.h>
struct a { char c; long long l; char e; };
struct d { int i; double d; };
_Static_assert(offsetof(struct a, l) == 8 && sizeof(struct a) == 24, "AAPCS aligns 64-bit members to 8");
_Static_assert(sizeof(struct d) == 16 && _Alignof(double) == 8 && sizeof(long double) == 8, "AAPCS doubles");
int main(void)
{
  printf("%d %d %d\n", sizeof(struct a), offsetof(struct a, l), sizeof(struct d));
  return 0;
}
