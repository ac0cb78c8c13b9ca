#include <stdio.h>
int main(void)
{
  int i = 1;
  printf("%d %d %d %d\n", sizeof(i++), i, sizeof i++, i);
  int n = 3;
  printf("%d %d\n", sizeof(int[n]), sizeof(char[n + 1][2]));
  return 0;
}
