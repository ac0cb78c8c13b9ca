#include <stdio.h>
int main(void)
{
  printf("%d %d %d %d %d %d %d %d\n", 7 / 2, -7 / 2, 7 / -2, -7 / -2, 7 % 2, -7 % 2, 7 % -2, -7 % -2);
  printf("%u %u %u\n", 7u / 2, (unsigned)-7 / 2, (unsigned)-7 % 10);
  return 0;
}
