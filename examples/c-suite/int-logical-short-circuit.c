#include <stdio.h>
static int n;
static int hit(int v) { n++; return v; }
int main(void)
{
  int r = hit(0) && hit(1);
  printf("%d %d\n", r, n);
  r = hit(1) || hit(1);
  printf("%d %d\n", r, n);
  r = hit(1) && hit(0) || hit(5);
  printf("%d %d\n", r, n);
  r = hit(0) || hit(0) || hit(2);
  printf("%d %d\n", r, n);
  return 0;
}
