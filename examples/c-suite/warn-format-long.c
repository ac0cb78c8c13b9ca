// expect: '%lx' wants 'long', 'unsigned int' given
// expect: '%d' wants 'int', 'unsigned long' given
// expect: '%zu' wants 'size_t', 'unsigned long' given
#include <stdio.h>
int main(void)
{
  unsigned long big = 7;
  printf("%lx %d %zu\n", 3u, big, big);
  return 0;
}
