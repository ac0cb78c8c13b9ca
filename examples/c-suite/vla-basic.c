#include <stdio.h>
static int f(int n) { int a[n], s = 0; for (int i = 0; i < n; i++) a[i] = i; for (int i = 0; i < n; i++) s += a[i]; return s * 100 + sizeof a; }
int main(void)
{
  printf("%d %d\n", f(3), f(10));
  return 0;
}
