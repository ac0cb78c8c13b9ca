#include <stdio.h>
enum e { A, B = 10, C, D = -3, E, F = B + C, };
enum { G = 1 << 4 };
int main(void)
{
  enum e v = C;
  printf("%d %d %d %d %d %d %d %d %d %d\n", A, B, C, D, E, F, G, v, sizeof(enum e), sizeof v);
  v = 100;
  printf("%d %d\n", v, v > D);
  return 0;
}
