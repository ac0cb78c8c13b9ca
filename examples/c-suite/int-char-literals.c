#include <stdio.h>
int main(void)
{
  printf("%d %d %d %d %d %d %d %d %d %d %d\n", 'a', '\n', '\0', '\x41', '\101', '\\', '\'', '"', '\e', '\377', 'ab');
  printf("%d %d %d\n", sizeof 'x', L'x', sizeof L'x' >= 2);
  return 0;
}
