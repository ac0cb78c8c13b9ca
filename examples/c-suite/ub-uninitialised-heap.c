// exit: 139
// expect: read of memory that was never written
#include <stdlib.h>
int main(void)
{
  int *p = malloc(8);
  p[0] = 1;
  return p[0] + p[1];
  return 0;
}
