#include <stdio.h>
#include <stdlib.h>
struct z { int n; char tail[0]; };
struct one { int n; char tail[1]; };
int main(void)
{
  struct one *p = malloc(sizeof *p + 8);
  p->tail[5] = 'x';
  printf("%d %d %d\n", sizeof(struct z), sizeof(struct one), p->tail[5]);
  free(p);
  return 0;
}
