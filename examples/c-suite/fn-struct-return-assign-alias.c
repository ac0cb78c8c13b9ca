#include <stdio.h>
struct s { int x, y; };
static struct s swap(struct s v) { struct s r = { v.y, v.x }; return r; }
int main(void)
{
  struct s a = { 1, 2 };
  a = swap(a);
  printf("%d %d\n", a.x, a.y);
  a = swap(swap(swap(a)));
  printf("%d %d\n", a.x, a.y);
  return 0;
}
