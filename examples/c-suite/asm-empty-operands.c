// An empty asm is a barrier, but its operands are evaluated, and a matched input becomes the output.
#include <stdio.h>

#define HIDE(x) __asm__("" : "=r"(x) : "0"(x))

static int calls, cell = 4;
static int *where(void) {
  calls++;
  return &cell;
}

int main(void) {
  int a, b, c = 3;
  long long wide = 0x100000007LL;
  asm("" : "=r"(a) : "0"(41));
  asm volatile("" : [out] "=r"(b) : [in] "[out]"(wide));
  HIDE(c);
  asm("" : "+r"(*where()), "+m"(c));
  __asm __volatile("" : : "r"(calls++) : "memory", "cc");
  asm volatile("\n\t" ::: "memory");
  printf("%d %d %d %d %d\n", a, b, c, calls, cell);
  return 0;
}
