#include <stdio.h>
int main(void)
{
  long long l = -0x123456789aLL;
  printf("%hhd %hd %ld %lld %llu %llx %hhu %hx %zu %jd\n", 300, 70000, 5L, l, l, l, -1, -1, sizeof l, l);
  return 0;
}
