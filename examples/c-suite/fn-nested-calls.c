#include <stdio.h>
static int add(int a, int b) { return a + b; }
static int sub3(int a, int b, int c) { return a - b - c; }
int main(void)
{
  printf("%d %d\n", add(add(1, 2), add(3, add(4, 5))), sub3(add(10, 1), sub3(5, 1, 1), add(sub3(1, 1, 1), 2)));
  return 0;
}
