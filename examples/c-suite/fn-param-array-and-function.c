#include <stdio.h>
static int f(int a[10], int g(int)) { return sizeof a == sizeof(int *) ? g(a[2]) : -1; }
static int id(int x) { return x; }
int main(void)
{
  int v[10] = { 0, 1, 2 };
  printf("%d\n", f(v, id));
  return 0;
}
