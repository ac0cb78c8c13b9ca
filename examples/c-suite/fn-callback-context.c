#include <stdio.h>
static void each(int *a, int n, void (*f)(int, void *), void *ctx) { while (n--) f(*a++, ctx); }
static void sum(int v, void *ctx) { *(int *)ctx += v; }
static void show(int v, void *ctx) { printf("%s%d ", (char *)ctx, v); }
int main(void)
{
  int a[] = { 1, 2, 3 }, s = 0;
  each(a, 3, sum, &s);
  each(a, 3, show, "#");
  printf("%d\n", s);
  return 0;
}
