#include <stdio.h>
static int f(int n) {
  switch (n) { case -2: return 1; case -1: return 2; case 0: return 3; case 1: return 4; case 2: return 5; case 3: return 6; case 5: return 7; }
  return 0;
}
int main(void)
{
  for (int i = -4; i < 8; i++) printf("%d ", f(i));
  printf("%d %d\n", f(0x7fffffff), f(-0x7fffffff - 1));
  return 0;
}
