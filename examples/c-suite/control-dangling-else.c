#include <stdio.h>
int main(void)
{
  for (int i = 0; i < 4; i++)
    if (i & 1)
      if (i & 2) puts("3");
      else puts("1");
    else puts("even");
  return 0;
}
