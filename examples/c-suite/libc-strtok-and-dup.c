#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main(void)
{
  char b[] = " a,b;;c ", *p = strtok(b, " ,;");
  while (p) { printf("<%s>", p); p = strtok(NULL, " ,;"); }
  char *d = strdup("copy");
  puts(d);
  free(d);
  return 0;
}
