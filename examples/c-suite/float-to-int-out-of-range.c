// What does not fit an integer is undefined in C; here as the processor has it, and for constants as gcc folds them.
#include <stdio.h>
typedef unsigned long long u64;
int main(void)
{
  volatile double zero = 0;
  double v[] = { 0, -0.0, 1.9, -1.9, 2147483647.5, 2147483648.0, -2147483648.9, -2147483649.0, 4294967295.5, 4294967296.0, 1e10, -1e10,
    9223372036854775808.0, -9223372036854775808.0, -9.3e18, 1.8e19, 18446744073709551616.0, 1e30, -1e30, 1 / zero, -1 / zero, zero / zero, 300.5, -5.5, 70000.5, -70000.5 };
  for (int i = 0; i < (int)(sizeof v / sizeof v[0]); i++) {
    volatile double d = v[i];
    volatile float f = v[i];
    printf("%a: %d %u %llx %llx | %d %d %d %d", d, (int)d, (unsigned)d, (long long)d, (u64)d, (signed char)d, (unsigned char)d, (short)d, (unsigned short)d);
    printf(" | %d %u %llx %llx\n", (int)f, (unsigned)f, (long long)f, (u64)f);
  }
  static int s = (int)1e10, n = (int)-1e10;
  static unsigned char c = (unsigned char)300.0, m = (unsigned char)-5.0;
  printf("%d %d %d %d %u %llx %llx %d\n", s, n, c, m, (unsigned)-1.5, (long long)1e30, (u64)1e30, (int)__builtin_nan(""));
  return 0;
}
