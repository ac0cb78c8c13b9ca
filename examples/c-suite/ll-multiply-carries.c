#include <stdio.h>
int main(void)
{
  unsigned long long r = 1;
  for (int i = 0; i < 200; i++) r = r * 6364136223846793005ULL + 1442695040888963407ULL;
  printf("%llx\n", r);
  return 0;
}
