#include <stdio.h>
int main(void)
{
#if 0
  this is 'not C at all "
#if nested
#bogus
#else
#endif
#error no
#endif
  puts("fine");
  return 0;
}
