#include <stdio.h>
int main(void)
{
  int i = 0, j = 0;
  again:
  if (i++ < 5) { j += i; goto again; }
  goto end;
  j = 100;
  end:
  printf("%d %d\n", i, j);
  return 0;
}
