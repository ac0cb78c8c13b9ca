#include <stdio.h>
int main(void)
{
  int i, j;
  i = (j = 2, j * 3);
  for (i = 0, j = 10; i < j; i++, j--) ;
  printf("%d %d %d\n", i, j, (1, 2, 3));
  return 0;
}
