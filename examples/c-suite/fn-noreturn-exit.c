// exit: 7
#include <stdio.h>
#include <stdlib.h>
static void die(int n) __attribute__((noreturn));
static void die(int n) { printf("dying %d\n", n); exit(n); }
static int f(int x) { if (x) return 1; die(7); }
int main(void)
{
  printf("%d\n", f(1));
  f(0);
  return 0;
}
