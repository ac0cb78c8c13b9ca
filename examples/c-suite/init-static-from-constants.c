// gcc reads const objects in the initialisers of static ones.
#include <stdio.h>

static const int count = 5;
static const short table[4] = { 1, -2, [3] = 7 };
static const struct { const char *name; unsigned size; } kind = { "kind", 12 };
static int twice = count * 2;
static long long last = table[3];
static unsigned size = kind.size << 1;
static const char *name = kind.name;
static const double ratio = 1.5;
static float scaled = ratio * 4;

int main(void) {
  static int inner = count > 4 ? count : -1;
  printf("%d %lld %u %s %g %d\n", twice, last, size, name, scaled, inner);
  return 0;
}
