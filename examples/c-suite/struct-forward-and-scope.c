#include <stdio.h>
struct later;
static int peek(struct later *p);
struct later { int v; };
static int peek(struct later *p) { return p->v; }
int main(void)
{
  struct later l = { 4 };
  { struct later { char c[3]; } x; printf("%d %d\n", sizeof x, peek(&l)); (void)x; }
  printf("%d\n", sizeof(struct later));
  return 0;
}
