// Builtins of constants are constants: byte orders in cases and initialisers, logarithms in sizes.
#include <stdio.h>

#define htons(x) ((unsigned short)__builtin_bswap16((unsigned short)(x)))
static unsigned big = __builtin_bswap32(0x11223344);
static unsigned long long wide = __builtin_bswap64(0x1122334455667788ULL);
enum { LOG = 31 - __builtin_clz(4096), LOW = __builtin_ctz(64), ONES = __builtin_popcountll(-1LL), NONE = __builtin_ffs(0), ODD = __builtin_parity(7) };
static int table[__builtin_ffs(8)];

enum shape;
struct shape_user { enum shape *of; };
enum shape { ROUND };
static int kind(unsigned short protocol) {
  enum shape *outer = 0;
  struct shape;
  struct shape *inner = 0;
  {
    struct shape { int corners; } square = { 4 };
    switch (protocol) {
      case htons(0x86dd): return square.corners;
      case htons(0x0800): return ROUND;
    }
  }
  return (void *)outer == (void *)inner ? -1 : -2;
}

int main(void) {
  printf("%x %llx %d %d %d %d %d %zu\n", big, wide, LOG, LOW, ONES, NONE, ODD, sizeof table);
  printf("%d %d %d\n", kind(0xdd86), kind(8), kind(3));
  return 0;
}
