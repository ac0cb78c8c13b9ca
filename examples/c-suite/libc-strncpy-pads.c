#include <stdio.h>
#include <string.h>
int main(void)
{
  char b[6] = "zzzzz";
  strncpy(b, "ab", 4);
  printf("%d %d %d %d\n", b[1], b[2], b[3], b[4]);
  strncpy(b, "abcdef", 3);
  printf("%d %d\n", b[2], b[3]);
  return 0;
}
