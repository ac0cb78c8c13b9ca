#include <stdio.h>
static int pool[4];
static int *at(int i) { return pool + i; }
static const char *name(int i) { static const char *const n[] = { "a", "bc" }; return n[i]; }
int main(void)
{
  *at(2) = 9;
  at(1)[1]++;
  printf("%d %d %d\n", pool[2], *name(1), name(1)[1]);
  return 0;
}
