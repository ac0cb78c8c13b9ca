#include <stdio.h>
int main(void)
{
  int i = 7;
  unsigned u = 4000000000u;
  printf("%g %g %g %g %g %g\n", i / 2.0, i / 2.0f, u + 0.5, (double)u, -i * 0.5, i + 1.0f);
  printf("%d %d %d %d\n", 1 == 1.0, 3 / 2 == 1.5, sizeof(i + 1.0f), sizeof(i * 1.0));
  return 0;
}
