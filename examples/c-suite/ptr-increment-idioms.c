#include <stdio.h>
int main(void)
{
  char buf[10], *d = buf;
  const char *s = "copy";
  while ((*d++ = *s++)) ;
  int a[] = { 1, 2, 3, 4 }, *p = a;
  int x = *p++, y = *++p, z = ++*p, w = (*p)++;
  printf("%s\n", buf);
  printf("%d %d %d %d %d %d %d\n", x, y, z, w, *p, p - a, d - buf);
  return 0;
}
