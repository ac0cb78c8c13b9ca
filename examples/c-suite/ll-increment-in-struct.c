#include <stdio.h>
int main(void)
{
  struct s { int a; long long b; char c; } v = { 1, 0xffffffff, 2 };
  struct s *p = &v;
  p->b++;
  printf("%d %d %d\n", p->b == 0x100000000LL, p->a, p->c);
  return 0;
}
