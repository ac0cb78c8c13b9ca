#include <stdio.h>
#define t(x,y,z) x ## y ## z
#define hash_hash # ## #
#define mkstr(a) # a
#define in_between(a) mkstr(a)
#define join(c, d) in_between(c hash_hash d)
int main(void)
{
  int j[] = { t(1,2,3), t(,4,5), t(6,,7), t(8,9,), t(10,,), t(,11,), t(,,12), t(,,) };
  printf("%d %d %d %d\n", sizeof j / sizeof *j, j[0], j[1], j[4]);
  printf("%s\n", join(x, y));
  return 0;
}
