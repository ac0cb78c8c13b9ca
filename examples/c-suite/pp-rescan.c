#include <stdio.h>
#define id(x) x
#define twice(x) id(x) id(+) id(x)
#define lazy id
#define EVAL(...) __VA_ARGS__
#define PAIR 1, 2
#define ADD(a, b) ((a) + (b))
#define ADDP(p) EVAL(ADD(p))
#define APPLY(m, args) m args
int main(void)
{
  printf("%d %d %d %d\n", twice(4), lazy (5), APPLY(ADD, (6, 7)), APPLY(ADD, (PAIR)));
  return 0;
}
