#include <stdio.h>
int main(void)
{
  int found = 0;
  for (int i = 0; i < 10; i++) {
    int v = ({ if (i == 3) continue; if (i == 6) break; i * 2; });
    found += v;
  }
  printf("%d\n", found);
  return 0;
}
