#include <stdio.h>
int main(void)
{
  int i = 0;
  do i += 3; while (i < 10);
  do { i--; if (i == 9) continue; if (i < 8) break; } while (i > 0);
  printf("%d\n", i);
  do printf("%d\n", i); while (0);
  return 0;
}
