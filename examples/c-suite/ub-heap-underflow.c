// exit: 139
// expect: 1 bytes before the block of 8 bytes
#include <stdlib.h>
int main(void)
{
  char *a = calloc(8, 1);
  return a[-1];
  return 0;
}
