#include <stdio.h>
static int n;
static int next(void) { return ++n; }
int main(void)
{
  switch (next()) { case 5: case 6: case 7: case 8: case 9: break; case 1: puts("one"); }
  printf("%d\n", n);
  return 0;
}
