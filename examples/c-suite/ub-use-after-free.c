// exit: 139
// expect: use after free: read of 4 bytes
// expect: offset 4 in a freed block of 16 bytes
// expect: #0 peek at
// expect: #1 main at
#include <stdlib.h>
static int peek(int *p) { return p[1]; }
int main(void)
{
  int *a = calloc(4, 4);
  free(a);
  return peek(a);
  return 0;
}
