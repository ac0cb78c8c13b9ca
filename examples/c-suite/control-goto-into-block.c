#include <stdio.h>
int main(void)
{
  int n = 0;
  goto inside;
  {
    int x;
    x = 99;
  inside:
    x = 5;
    n = x;
  }
  printf("%d\n", n);
  return 0;
}
