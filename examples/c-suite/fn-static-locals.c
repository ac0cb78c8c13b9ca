#include <stdio.h>
static int counter(void) { static int n = 5; return n++; }
static int *cell(void) { static int v; return &v; }
int main(void)
{
  printf("%d\n", counter());
  printf("%d\n", counter());
  printf("%d\n", counter());
  *cell() = 7;
  ++*cell();
  printf("%d\n", *cell());
  return 0;
}
