// exit: 139
// expect: wide is printed: the arguments do not fit the format
#include <stdio.h>
int main(void)
{
  printf("%*d\n", 0x10000000, 1);
  return 0;
}
