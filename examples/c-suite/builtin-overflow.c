#include <stdio.h>
int main(void)
{
  int r;
  unsigned u;
  long long l;
  unsigned char c;
  printf("%d\n", __builtin_add_overflow(0x7fffffff, 1, &r));
  printf("%d\n", r);
  printf("%d\n", __builtin_sub_overflow(1u, 2u, &u));
  printf("%d\n", (int)u);
  printf("%d\n", __builtin_mul_overflow(100000, 100000, &l));
  printf("%d\n", l == 10000000000LL);
  printf("%d\n", __builtin_add_overflow(200, 100, &c));
  printf("%d\n", c);
  printf("%d\n", __builtin_add_overflow(200, 55, &c));
  printf("%d\n", c);
  return 0;
}
