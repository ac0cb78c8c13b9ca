// exit: 134
// expect: abort() was called
#include <stdio.h>
#include <stdlib.h>
int main(void)
{
  puts("before");
  abort();
  return 0;
}
