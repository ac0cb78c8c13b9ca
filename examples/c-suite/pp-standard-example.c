#include <stdio.h>
#define x 3
#define f(a) f(x * (a))
#undef x
#define x 2
#define g f
#define z z[0]
#define h g(~
#define m(a) a(w)
#define w 0,1
#define t(a) a
#define str(s) # s
#define xstr(s) str(s)
int main(void)
{
  printf("%s\n", xstr(f(y+1) + f(f(z)) % t(t(g)(0) + t)(1);));
  return 0;
}
