#include <stdio.h>
static int a[5] = { 1, 2, 3, 4, 5 };
static int *p = a + 2, *q = &a[4], **pp = &p;
static const char *s = "text" + 1;
static struct { int x; char *name; } t = { sizeof a, (char *)"nm" };
static int diff = (int)(sizeof(int) * 3 - 1), *np = 0, *cast = (int *)0x100;
static unsigned mask = ~0u << 4;
int main(void)
{
  printf("%d %d %d %d %d %d %d %d %d %d\n", *p, *q, **pp, *s, t.x, t.name[1], diff, np == 0, (int)cast, mask == 0xfffffff0);
  return 0;
}
