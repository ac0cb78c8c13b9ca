#include <stdio.h>
struct v { enum { I, F, S } kind; union { int i; double f; const char *s; } u; };
static void show(struct v v) { switch (v.kind) { case I: printf("%d ", v.u.i); break; case F: printf("%g ", v.u.f); break; case S: printf("%s ", v.u.s); } }
int main(void)
{
  show((struct v){ I, { 5 } });
  show((struct v){ F, { .f = 2.5 } });
  show((struct v){ .kind = S, .u.s = "str" });
  printf("\n");
  return 0;
}
