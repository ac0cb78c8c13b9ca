#include <stdio.h>
int main(void)
{
  printf("%a %a %a %.3a %A\n", 1.0, -0.1, 1024.5, 3.14159, 255.0);
  return 0;
}
