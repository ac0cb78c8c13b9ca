#include <stdio.h>
typedef int T;
static int f(T T) { return T * 2; }
struct T { T v; };
int main(void)
{
  T x = 3;
  { int T = 4; x += T; }
  struct T s = { x };
  printf("%d %d\n", f(s.v), sizeof(T));
  return 0;
}
