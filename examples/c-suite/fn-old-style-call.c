#include <stdio.h>
static int f();
static int g() { return 3; }
static int f(int a, int b) { return a * b; }
int main(void)
{
  printf("%d %d\n", f(3, 4), g());
  return 0;
}
