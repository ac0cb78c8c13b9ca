// exit: 139
// expect: double free of the block of 8 bytes
#include <stdlib.h>
int main(void)
{
  char *p = malloc(8);
  free(p);
  free(p);
  return 0;
}
