#include <stdio.h>
#include <string.h>
int main(void)
{
  char b[32] = "hello";
  strcat(b, " world");
  strncat(b, "!!!!", 2);
  printf("%s %s %s %s %s\n", b, strchr(b, 'o'), strrchr(b, 'o'), strstr(b, "wor"), strpbrk(b, "xyzw"));
  printf("%d %d %d %d %d %d %d %d\n", strlen(b), strcmp("a", "b") < 0, strcmp("b", "a") > 0, strncmp("abc", "abd", 2), memcmp("ab\0c", "ab\0d", 4) < 0, strspn("aabc", "ab"), strcspn("abc", "c"), strstr(b, "zz") == 0);
  memmove(b + 2, b, 5);
  memset(b, '*', 2);
  printf("%s\n", b);
  return 0;
}
