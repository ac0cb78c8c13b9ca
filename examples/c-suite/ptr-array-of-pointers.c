#include <stdio.h>
int main(void)
{
  const char *names[] = { "zero", "one", "two" };
  const char **p = names;
  printf("%d %d %d\n", sizeof names / sizeof *names, p[1][1], *names[2]);
  printf("%d\n", **++p);
  printf("%d\n", (*(p + 1))[2]);
  return 0;
}
