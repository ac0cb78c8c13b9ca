// Forms of declarations that are rare: modes, parameters without names, members that declare nothing, _Atomic(type).
#include <stddef.h>
#include <stdio.h>

typedef int tiny __attribute__((mode(QI)));
typedef unsigned wide __attribute__((__mode__(__DI__)));
static int narrow(__attribute__((mode(HI))) int n) { return sizeof n; }

struct tag { int a; };
struct holder {
  char first;
  struct tag;
  struct inner { long long big; };
  struct { short within; };
  char last
};

extern void linker_symbol;
static int second(int, int b) { return b; }
static _Atomic(int) shared = 3;
static int old(a, b) int a __attribute__((unused)); char b; { return b; }

int main(void) {
  register int hint __asm__("esi") = 4;
  unsigned wide_mode __attribute__((mode(word))) = 1;
  struct inner in = { 5 };
  printf("%zu %zu %d %zu\n", sizeof(tiny), sizeof(wide), narrow(1), sizeof wide_mode);
  printf("%zu %zu %zu\n", sizeof(struct holder), offsetof(struct holder, within), offsetof(struct holder, last));
  printf("%d %d %d %d %d\n", second(1, 2), shared, old(1, 2), hint, (int)in.big);
  return 0;
}
