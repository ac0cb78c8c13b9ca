#include <stdio.h>
#include <string.h>
int main(void)
{
  char *keep[3];
  for (int i = 0; i < 3; i++) { keep[i] = __builtin_alloca(8); strcpy(keep[i], "k0"); keep[i][1] += i; }
  printf("%s %s %s\n", keep[0], keep[1], keep[2]);
  return 0;
}
