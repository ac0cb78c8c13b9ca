// The bits of results that are no numbers: the processor's default, or the operand's, quiet.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
typedef unsigned long long u64;
static u64 bits(double d) { u64 u; memcpy(&u, &d, 8); return u; }
static unsigned fbits(float f) { unsigned u; memcpy(&u, &f, 4); return u; }
static double of(u64 u) { double d; memcpy(&d, &u, 8); return d; }
static float fof(unsigned u) { float f; memcpy(&f, &u, 4); return f; }
static double made = 0.0 / 0.0, turned = -(0.0 / 0.0), lost = 1e308 * 10 - 1e308 * 10, given = NAN, minus = -__builtin_nan("");
static float single = -NAN, other = NAN + 1;
int main(void)
{
  volatile double zero = 0, one = 1, large = 1e308, a = of(0x7ff0000000000123ull), b = of(0xfff8000000000456ull);
  volatile double infinite = large * 10;
  volatile float fzero = 0, fa = fof(0x7f800123), copy;
  printf("%llx %llx %llx %llx %llx %x %x\n", bits(made), bits(turned), bits(lost), bits(given), bits(minus), fbits(single), fbits(other));
  printf("%llx %llx %llx %llx\n", bits(zero / zero), bits(infinite - infinite), bits(infinite * zero), bits(-(zero / zero)));
  printf("%x %x %f %F %g %+a\n", fbits(fzero / fzero), fbits(-(fzero / fzero)), zero / zero, -(zero / zero), -(zero / zero), -(zero / zero));
  printf("%llx %llx %llx\n", bits(sqrt(-one)), bits(fmod(one, zero)), bits(fmod(infinite, one)));
  printf("%llx %llx %llx %llx %llx\n", bits(a + one), bits(one - b), bits(a / b), bits(b / a), bits(a - a));
  printf("%llx %llx %llx %llx\n", bits(sqrt(a)), bits(floor(b)), bits(fabs(b)), bits(fmod(b, one)));
  copy = fa;
  printf("%x %llx %x\n", fbits(copy), bits((double)fa), fbits(fa + 1));
  a = of(0xfff0000020000001ull);
  printf("%x", fbits((float)a));
  a = of(0x7ff0000000000001ull);
  printf(" %x %d %d %d\n", fbits((float)a), a == a, a < one, a != a);
  printf("%llx %llx %llx %llx\n", bits(strtod("nan", NULL)), bits(strtod(" -nan", NULL)), bits(-zero), bits(one * -zero));
  printf("%d %d\n", (int)sizeof(NAN), (int)sizeof(__builtin_nan("")));
  return 0;
}
