#include <stdio.h>
#include <ctype.h>
int main(void)
{
  for (int c = 0; c < 128; c += 9) printf("%d", !!isalpha(c) + 2 * !!isdigit(c) + !!isspace(c) + !!isupper(c) + !!ispunct(c) + !!isxdigit(c));
  printf("%d %d %d %d\n", 0, toupper('q'), tolower('Q'), toupper('1'));
  return 0;
}
