// gcc: no
// expect: warning: variable 'spare' is never used [-Wunused-variable]
// expect: warning: 'pick' can end without returning a value [-Wreturn-type]
// expect: warning: label 'nowhere' is never used
#include <stdio.h>
static int pick(int x) { if (x) return 1; }
int main(void)
{
  int spare;
  nowhere:
  printf("%d\n", pick(1));
  return 0;
}
