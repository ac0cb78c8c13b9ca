#include <stdio.h>
int main(void)
{
  const char *a = "abc";
  char b[] = "xyz";
  char *const c = b;
  *c = 'X';
  a = c;
  const char *const *pp = &a;
  printf("%s %s\n", a, *pp);
  return 0;
}
