#include <stdio.h>
#define KIND(x) _Generic((x), int: "int", unsigned: "unsigned", char *: "char *", const char *: "const char *", double: "double", default: "other")
int main(void)
{
  short s = 0;
  printf("%s %s %s %s %s %s %s %s\n", KIND(1), KIND(1u), KIND("s"), KIND((const char *)0), KIND(1.0), KIND(1.0f), KIND(s + s), KIND(s));
  return 0;
}
