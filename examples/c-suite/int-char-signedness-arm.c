// target: arm
// gcc: no
#include <stdio.h>
int main(void)
{
  char c = (char)0xff;
  printf("%d %d %d\n", c < 0, c == 255, c >> 1);
  return 0;
}
