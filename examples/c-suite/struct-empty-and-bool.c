#include <stdio.h>
struct e { };
struct f { struct e e; int x; _Bool b; } v = { { }, 5, 7 };
int main(void)
{
  printf("%d %d %d %d\n", sizeof(struct e), v.x, v.b, sizeof v);
  return 0;
}
