#include <stdio.h>
int main(void)
{
#define HEADER <limits.h>
#include HEADER
  printf("%d %d\n", INT_MAX, CHAR_BIT);
  return 0;
}
