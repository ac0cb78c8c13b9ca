#include <stdio.h>
int main(void)
{
  char c = (char)0xff;
  printf("%d %d %d\n", c < 0, c == -1, c >> 1);
  char s[] = "\xe9";
  printf("%d\n", s[0]);
  return 0;
}
