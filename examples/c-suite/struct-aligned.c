#include <stdio.h>
#include <stddef.h>
struct a { char c; int i __attribute__((aligned(16))); char d; };
typedef int al8 __attribute__((aligned(8)));
struct b { char c; al8 i; };
struct c { char x; } __attribute__((aligned(4)));
_Alignas(32) static char buf[3];
int main(void)
{
  printf("%d %d %d %d %d\n", sizeof(struct a), offsetof(struct a, i), sizeof(struct b), sizeof(struct c), ((unsigned)buf & 31) == 0);
  return 0;
}
