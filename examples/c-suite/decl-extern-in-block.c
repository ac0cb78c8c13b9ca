#include <stdio.h>
int shared = 3;
static int get(void) { extern int shared; return shared; }
int main(void)
{
  extern int shared;
  shared++;
  printf("%d\n", get());
  return 0;
}
