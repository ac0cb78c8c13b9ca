// exit: 139
// expect: use after free
#include <stdlib.h>
int main(void)
{
  char *p = malloc(4), *q;
  p[0] = 'a';
  q = realloc(p, 64);
  q[1] = 'b';
  return p[0];
  return 0;
}
