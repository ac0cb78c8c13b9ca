#include <stdio.h>
static inline __attribute__((always_inline)) int sq(int x) { return x * x; }
static int __attribute__((noinline, unused)) cube(int x) { return x * sq(x); }
extern int twice(int) __attribute__((const));
int twice(int x) { return 2 * x; }
int main(void)
{
  printf("%d %d %d\n", sq(5), cube(3), twice(4));
  return 0;
}
