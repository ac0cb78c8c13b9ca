#include <stdio.h>
_Static_assert(sizeof(int) == 4, "int");
struct s { int a; _Static_assert(sizeof(short) == 2, "in struct"); };
int main(void)
{
  _Static_assert(1 + 1 == 2, "local");
  printf("%d\n", sizeof(struct s));
  return 0;
}
