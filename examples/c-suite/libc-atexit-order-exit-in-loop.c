// exit: 3
#include <stdio.h>
#include <stdlib.h>
int main(void)
{
  for (int i = 0; ; i++) { putchar('a' + i); if (i == 3) { putchar('\n'); exit(i); } }
  return 0;
}
