#include <stdio.h>
int main(void)
{
  int x = 1, y = 2, *p = &x, **pp = &p, ***ppp = &pp;
  **pp = 5;
  *pp = &y;
  ***ppp = 6;
  printf("%d %d %d %d\n", x, y, *p, p == &y);
  return 0;
}
