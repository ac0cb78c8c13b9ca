#include <stdio.h>
#include <stddef.h>
struct a { char c; int i; char d; short s; long long l; char e; };
struct b { char c[3]; short s; };
union u { char c[5]; int i; };
int main(void)
{
  printf("%d %d %d %d %d %d\n", sizeof(struct a), offsetof(struct a, i), offsetof(struct a, s), offsetof(struct a, l), offsetof(struct a, e), _Alignof(struct a));
  printf("%d %d %d %d %d %d\n", sizeof(struct b), offsetof(struct b, s), sizeof(union u), _Alignof(union u), _Alignof(long long), _Alignof(double));
  return 0;
}
