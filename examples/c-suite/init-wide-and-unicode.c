#include <stdio.h>
int main(void)
{
  const int *w = (const int *)L"aé";
  char u[] = "é中";
  printf("%d %d %d %d %d\n", w[0], w[1], w[2], sizeof u, (unsigned char)u[0]);
  return 0;
}
