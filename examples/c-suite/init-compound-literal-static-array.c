#include <stdio.h>
static int *list = (int[]){ 4, 5, 6 };
static struct r { const int *v; int n; } r[] = { { (const int[]){ 1, 2 }, 2 }, { (const int[]){ 3 }, 1 } };
int main(void)
{
  printf("%d %d %d\n", list[2], r[0].v[1], r[1].v[0]);
  return 0;
}
