#include <stdio.h>
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define MIN3(a, b, c) MIN(a, MIN(b, c))
#define PAREN(x) (x)
int main(void)
{
  printf("%d %d %d %d\n", MIN3(5, 3, 4), MIN((1, 7), 2), PAREN((PAREN(2))), MIN(MIN(9, 8), MIN(7, 6)));
  return 0;
}
