#include <stdio.h>
union u { int i; float f; };
static int get(union u v) { return v.i; }
int main(void)
{
  printf("%d %d\n", get((union u)7), ((union u)1.0f).i);
  return 0;
}
