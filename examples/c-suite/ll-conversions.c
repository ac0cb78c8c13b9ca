#include <stdio.h>
int main(void)
{
  long long l = -5;
  unsigned u = l;
  int i = 0x1234567890LL;
  short s = (short)l;
  double d = l;
  printf("%lld %lld %lld %lld %lld %lld %lld\n", (long long)u, (long long)i, (long long)s, (long long)((long long)d), (long long)((long long)1e15), (long long)((unsigned long long)1.8e19 > 1), (long long)((int)l));
  printf("%g %g %g\n", (double)0x7fffffffffffffffLL, (double)0xffffffffffffffffULL, (float)123456789012LL);
  return 0;
}
