// exit: 134
// gcc: no
// expect: assertion 'x == 2' failed in main
#include <stdio.h>
#include <assert.h>
int main(void)
{
  int x = 1;
  puts("before");
  assert(x == 2);
  return 0;
}
