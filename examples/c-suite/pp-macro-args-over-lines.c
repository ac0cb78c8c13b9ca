#include <stdio.h>
#define SUM(a, b, c) ((a) + (b) + (c))
int main(void)
{
  printf("%d\n", SUM(1,
    2 /* two */,
    SUM(3, 4,
        5)));
  return 0;
}
