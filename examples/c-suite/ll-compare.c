#include <stdio.h>
int main(void)
{
  long long v[] = { 0, 1, -1, 0x7fffffffLL, 0x80000000LL, -0x80000000LL, 0x100000000LL, -0x100000000LL, 0x7fffffffffffffffLL };
  for (int i = 0; i < 9; i++) {
    for (int j = 0; j < 9; j++)
      printf("%d", (v[i] < v[j]) + 2 * (v[i] == v[j]) + 4 * ((unsigned long long)v[i] <= (unsigned long long)v[j]));
    printf("\n");
  }
  return 0;
}
