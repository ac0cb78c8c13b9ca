#include <stdio.h>
int main(void)
{
#define A 1
#define B
#if A && !defined(C) && defined B
  printf("%d\n", 1);
#else
  printf("%d\n", 2);
#endif
#if 0
#error never
#elif A == 2
  printf("%d\n", 3);
#elif defined A
  printf("%d\n", 4);
#if 1
  printf("%d\n", 5);
#endif
#elif 1
  printf("%d\n", 6);
#else
  printf("%d\n", 7);
#endif
#ifdef C
  printf("%d\n", 8);
#elif 1
  printf("%d\n", 9);
#endif
  return 0;
}
