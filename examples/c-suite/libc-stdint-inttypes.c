#include <stdio.h>
#include <inttypes.h>
int main(void)
{
  uint8_t a = 300;
  int16_t b = 40000;
  uint64_t c = UINT64_MAX;
  printf("%d %d %" PRIu64 " %" PRIx32 " %d %d\n", a, b, c, (uint32_t)-1, (int)sizeof(intptr_t), INT8_MIN);
  printf("%lld %lld %lld %lld\n", (long long)INT64_MIN, (long long)INT32_MAX, (long long)UINT32_MAX, (long long)(INT64_C(5)));
  return 0;
}
