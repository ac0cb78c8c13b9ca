#include <stdio.h>
int main(void)
{
  const char *p = "hello" + 1;
  printf("%d %d %d %d %d\n", "abc"[1], sizeof "abc", *("xyz" + 2), p[0], *&"q"[0]);
  printf("%s %s %s\n", "con" "cat" "enated", p, "a\0b" + 2);
  return 0;
}
