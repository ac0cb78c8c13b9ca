// A compound assignment whose value changes the object: the value comes first, as with gcc.
#include <stdio.h>

static unsigned status = 2, words[4], *at = words;
static long long total = 5;
static struct { unsigned mode : 4, rest : 28; } control = { 3, 9 };

static unsigned raise(unsigned bits) {
  status |= bits;
  total += 100;
  at = words + 1;
  return 1;
}
static unsigned select(unsigned mode) { return control.mode = mode; }

int main(void) {
  volatile int step = 3;
  int i = 0, local = 1;
  status |= raise(128);
  total += raise(256);
  at += raise(0);
  control.mode += select(5);
  words[i++] += words[2]++;
  local += (local == 1 ? raise(0) : 7u);
  words[3] -= step;
  printf("%u %lld %d %u\n", status, total, (int)(at - words), control.mode);
  printf("%u %u %u %d %d %d\n", words[0], words[1], words[2], (int)words[3], i, local);
  return 0;
}
