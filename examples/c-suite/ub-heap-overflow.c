// exit: 139
// expect: out of bounds: write of 4 bytes
// expect: 0 bytes past the block of 12 bytes
#include <stdlib.h>
int main(void)
{
  int *a = malloc(3 * sizeof *a);
  for (int i = 0; i <= 3; i++) a[i] = i;
  return 0;
}
