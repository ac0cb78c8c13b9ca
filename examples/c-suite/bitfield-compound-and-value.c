#include <stdio.h>
struct s { int a : 4; unsigned b : 4; } v = { 0, 0 };
int main(void)
{
  int x = (v.a = 9), y = (v.b += 17);
  printf("%d %d\n", x, y);
  printf("%d\n", v.a++);
  printf("%d\n", v.a--);
  v.b--;
  v.b--;
  v.b <<= 1;
  v.a ^= 5;
  printf("%d %d\n", v.a, v.b);
  printf("%d\n", v.b++);
  printf("%d\n", v.b);
  return 0;
}
