#include <stdio.h>
int main(void)
{
  unsigned long long a = 0xfedcba9876543210ULL, b = 12345;
  printf("%llu %llu %llu %llu\n", a / b, a % b, a * b, a / 0x1234567890ULL);
  printf("%d %d %d %d\n", a > 0, (long long)a > 0, a > b, b - a < a);
  return 0;
}
