#include <stdio.h>
int main(void)
{
  char a[] = "abc", b[3] = "abc", c[6] = "ab", d[] = { 'x', 'y', 0 }, e[] = { "braced" }, f[2][4] = { "one", "two" };
  printf("%d %d %d %d %d %d %d\n", sizeof a, sizeof b, b[2], c[5], sizeof d, sizeof e, f[1][2]);
  printf("%s %s %s %s\n", a, d, e, f[0]);
  return 0;
}
