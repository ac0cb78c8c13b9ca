#include <stdio.h>
int main(void)
{
  int v = 0x01020304;
  void *p = &v;
  unsigned char *c = p;
  printf("%d %d %d %d\n", c[0], ((unsigned char *)p)[3], *(short *)(p + 2), sizeof(void));
  return 0;
}
