#include <stdio.h>
#pragma pack(push, 1)
struct a { char c; int i; };
#pragma pack(2)
struct b { char c; int i; };
#pragma pack(pop)
struct c { char c; int i; };
int main(void)
{
  printf("%d %d %d %d\n", sizeof(struct a), sizeof(struct b), sizeof(struct c), _Alignof(struct b));
  return 0;
}
