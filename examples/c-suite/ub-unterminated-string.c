// exit: 139
// expect: out of bounds
#include <stdlib.h>
#include <string.h>
int main(void)
{
  char *p = malloc(3);
  memcpy(p, "abc", 3);
  return strlen(p);
  return 0;
}
