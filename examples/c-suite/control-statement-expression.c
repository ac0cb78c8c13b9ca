#include <stdio.h>
int main(void)
{
  int a = 5;
#define max(x, y) ({ typeof(x) _x = (x); typeof(y) _y = (y); _x > _y ? _x : _y; })
  printf("%d %d %d\n", max(a++, 3), max(1, max(4, 2)), ({ int t = 3; t * t; }));
  printf("%d %d\n", ({ a; }) + 1, a);
  ({ puts("void"); });
  return 0;
}
