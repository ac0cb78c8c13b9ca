#include <stdio.h>
#define N 3
#define SQ(x) ((x) * (x))
#define EMPTY
#define CALL(f, ...) f(__VA_ARGS__)
static int add(int a, int b) { return a + b; }
int main(void)
{
  printf("%d %d %d %d %d\n", SQ(N + 1), SQ (2), CALL(add, 1, 2), EMPTY N EMPTY, CALL(add, CALL(add, 1, 1), SQ(2)));
  return 0;
}
