#include <stdio.h>
int main(void)
{
#define A 1
  printf("%d\n", A);
#undef A
#define A 2
  printf("%d\n", A);
#undef NOT_THERE
#define A 2
  printf("%d\n", A);
  return 0;
}
