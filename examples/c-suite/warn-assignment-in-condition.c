// gcc: no
// expect: assignment used as truth value
#include <stdio.h>
int main(void)
{
  int a = 0;
  if (a = 2) printf("%d\n", a);
  if ((a = 3)) printf("%d\n", a);
  return 0;
}
