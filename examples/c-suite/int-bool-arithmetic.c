#include <stdio.h>
int main(void)
{
  _Bool b = 5;
  printf("%d %d %d %d\n", b, b + b, sizeof b, !b);
  b++;
  printf("%d\n", b);
  b--;
  printf("%d\n", b);
  b = 0;
  b--;
  printf("%d\n", b);
  b |= 6;
  printf("%d\n", b);
  return 0;
}
