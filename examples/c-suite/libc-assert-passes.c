#include <stdio.h>
#include <assert.h>
int main(void)
{
  int x = 1;
  assert(x == 1 && "message");
  puts("passed");
  return 0;
}
