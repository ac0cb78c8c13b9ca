// #pragma pack: bit-fields lie bit after bit whatever its size, their types align the struct, and no attribute aligns a member above it.
#include <stdio.h>
#include <string.h>

#pragma pack(push, 1)
struct tight { unsigned x : 12; unsigned char y : 7; unsigned z : 28; unsigned a : 4; int last : 5; };
struct capped { char c; int wide __attribute__((aligned(16))); short s : 9 __attribute__((aligned(8))); };
#pragma pack(2)
struct two { int x : 3; long long y : 40; char z; } __attribute__((packed));
#pragma pack(4)
struct four { long long w; unsigned short a : 8; long long b : 25; unsigned c; } __attribute__((packed));
#pragma pack(pop)
struct loose { unsigned x : 12; unsigned char y : 7; unsigned z : 28; };

static void dump(const char *name, const void *p, int n) {
  const unsigned char *bytes = p;
  printf("%s", name);
  while (n--) printf(" %02x", *bytes++);
  puts("");
}
#define SHOW(type, member) do { struct type v; memset(&v, 0, sizeof v); v.member = -1; dump(#type "." #member, &v, sizeof v); } while (0)

int main(void) {
  printf("%zu %zu %zu %zu %zu\n", sizeof(struct tight), sizeof(struct capped), sizeof(struct two), sizeof(struct four), sizeof(struct loose));
  printf("%zu %zu %zu %zu\n", _Alignof(struct tight), _Alignof(struct capped), _Alignof(struct two), _Alignof(struct four));
  SHOW(tight, y); SHOW(tight, z); SHOW(tight, last);
  SHOW(capped, wide); SHOW(capped, s);
  SHOW(two, y); SHOW(two, z);
  SHOW(four, b); SHOW(four, c);
  SHOW(loose, y); SHOW(loose, z);
  return 0;
}
