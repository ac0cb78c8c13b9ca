#include <stdio.h>
static void a(void) { printf("a "); }
static void b(void) { printf("b "); }
int main(void)
{
  1 ? a() : b();
  0 ? a() : b();
  int n = 2;
  n > 1 ? (void)(n = 9) : b();
  printf("%d\n", n);
  return 0;
}
