#include <stdio.h>
#define LIST X(RED, 1) X(GREEN, 2) X(BLUE, 4)
#define X(n, v) n = v,
enum { LIST };
#undef X
#define X(n, v) case v: return #n;
static const char *name(int v) { switch (v) { LIST } return "?"; }
int main(void)
{
  printf("%s %s %s\n", name(RED), name(BLUE), name(3));
  return 0;
}
