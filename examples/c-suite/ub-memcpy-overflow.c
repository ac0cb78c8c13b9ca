// exit: 139
// expect: out of bounds
// expect: memcpy
#include <stdlib.h>
#include <string.h>
int main(void)
{
  char a[8] = "1234567", *b = malloc(4);
  memcpy(b, a, 8);
  return 0;
}
