#include <stdio.h>
int main(void)
{
#
    #  define  SPACED  8
# /* nothing */
  printf("%d\n", SPACED);
  return 0;
}
