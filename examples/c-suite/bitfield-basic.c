#include <stdio.h>
struct s { unsigned a : 3; int b : 5; unsigned c : 24; } v = { 7, -3, 0x123456 };
int main(void)
{
  printf("%d %d %d\n", v.a, v.b, sizeof v);
  printf("%#x\n", v.c);
  v.a++;
  v.b = 20;
  v.c = -1;
  printf("%d %d %d\n", v.a, v.b, v.c == 0xffffff);
  return 0;
}
