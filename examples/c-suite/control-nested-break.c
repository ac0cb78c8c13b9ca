#include <stdio.h>
int main(void)
{
  int i, j, n = 0;
  for (i = 0; i < 5; i++) {
    for (j = 0; j < 5; j++) {
      if (j == 3) break;
      if ((i + j) % 2) continue;
      n += 10 * i + j;
    }
    if (i == 3) break;
  }
  printf("%d %d %d\n", i, j, n);
  return 0;
}
