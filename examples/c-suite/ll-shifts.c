#include <stdio.h>
int main(void)
{
  long long a = -0x123456789abLL;
  unsigned long long u = 0x8000000000000001ULL;
  for (int n = 0; n < 64; n += 13)
    printf("%llx %llx %llx %llx\n", a << n, a >> n, u << n, u >> n);
  return 0;
}
