#include <stdio.h>
#include <string.h>
int main(void)
{
  char b[8];
  int n = snprintf(b, sizeof b, "%d-%s", 12345, "abcdef");
  printf("%d %d %d\n", n, (int)strlen(b), snprintf(NULL, 0, "%100d", 1));
  printf("%s\n", b);
  n = sprintf(b, "%03d", 7);
  printf("%d %d\n", n, snprintf(b + 4, 2, "zz"));
  printf("%s %s\n", b, b + 4);
  return 0;
}
