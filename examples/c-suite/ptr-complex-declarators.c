#include <stdio.h>
static int one(int x) { return x + 1; }
static int (*tab[3])(int) = { one, one };
static int (*(*ptab)[3])(int) = &tab;
static char *(*(*deep)(int))[2];
static char *arr[2] = { "p", "q" };
static char *(*fdeep(int i))[2] { (void)i; return &arr; }
int main(void)
{
  deep = fdeep;
  printf("%d %d %d\n", (*ptab)[1](5), tab[2] == 0, (*deep(0))[1][0]);
  return 0;
}
