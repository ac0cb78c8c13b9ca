// gcc: no
// expect: warning: '%s' wants 'char *', 'int' given [-Wformat]
// expect: warning: '%d' has no argument [-Wformat]
// expect: more arguments than the format uses
#include <stdio.h>
static void never(void) { printf("%s\n", 5); printf("%d\n"); printf("x\n", 1); }
int main(void)
{

  return 0;
}
