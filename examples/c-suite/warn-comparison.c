// gcc: no
// expect: comparison between pointer and integer
// expect: result of '==' is not used; '=' meant?
// expect: ';' right after 'if' is its whole body
#include <stdio.h>
int main(void)
{
  int a = 1, *p = &a;
  if (p == 5) puts("?");
  a == 2;
  if (a);
  return 0;
}
