// gcc: no
// expect: warning: incompatible pointer types in initialization: 'int *' wanted, 'long *' given
// expect: warning: assignment makes integer 'int' from pointer 'int *' without a cast
// expect: warning: passing argument 1 of 'f' makes pointer 'int *' from integer 'int' without a cast
// expect: warning: initialization discards 'const' from 'const char *'
#include <stdio.h>
static int f(int *p) { return p == 0; }
static void never(void) { f(5); }
int main(void)
{
  long l = 1;
  int *p = &l;
  int i;
  const char *c = "x";
  char *d = c;
  i = p;
  printf("%d %d %d\n", *p, i != 0, *d);
  return 0;
}
