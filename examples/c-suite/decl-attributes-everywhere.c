#include <stdio.h>
static int __attribute__((unused)) a __attribute__((aligned(8))) = 1;
__attribute__((section(".mine"))) static int b = 2;
static int f(int x __attribute__((unused)), int y) { return y; }
typedef struct { int v; } __attribute__((packed, aligned(2))) pk;
int main(void)
{
  int c __attribute__((unused)) = 3;
  printf("%d %d %d %d %d\n", a, b, f(1, 2), sizeof(pk), _Alignof(pk));
  return 0;
}
