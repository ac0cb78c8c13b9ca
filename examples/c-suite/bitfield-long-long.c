#include <stdio.h>
struct s { unsigned long long a : 48; long long b : 16; } v;
int main(void)
{
  v.a = 0xffffffffffffULL;
  v.b = -300;
  v.a++;
  printf("%d %d\n", v.a == 0, v.b);
  v.a = 0x123456789abcULL;
  printf("%llx %d\n", (unsigned long long)v.a, (int)(v.a >> 40));
  return 0;
}
