#include <stdio.h>
#include <stdlib.h>
int main(void)
{
  char *e;
  long l = strtol("  -42x", &e, 10);
  printf("%d %d %d %d %d %d %d\n", l, *e, strtol("0x1f", 0, 0), strtol("077", 0, 0), strtol("zz", 0, 36), strtol("99999999999", 0, 10), atoi("12abc"));
  l = strtol("none", &e, 10);
  printf("%d %d\n", l, *e);
  printf("%u %u\n", strtoul("4294967295", 0, 10), strtoul("-1", 0, 10));
  printf("%lld %lld %lld\n", (long long)(strtoll("-9000000000", 0, 10)), (long long)(strtoull("18446744073709551615", 0, 10)), (long long)(atoll("123456789012")));
  printf("%g\n", strtod("3.25e2x", &e));
  printf("%g\n", atof("-0.5"));
  printf("%d\n", *e);
  return 0;
}
