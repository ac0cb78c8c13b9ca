#include <stdio.h>
struct s { int x; };
static int n;
static struct s mk(int x) { n++; return (struct s){ x }; }
int main(void)
{
  struct s a = { 1 }, b = { 2 };
  printf("%d\n", (n ? a : b).x);
  printf("%d\n", (n++, a).x);
  printf("%d\n", (n > 5 ? a : mk(7)).x);
  printf("%d\n", (a = b).x);
  printf("%d\n", n);
  return 0;
}
