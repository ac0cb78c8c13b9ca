#include <stdio.h>
struct in { int x, y; };
struct out { struct in a[2]; struct in *p; struct out *next; } o[2];
int main(void)
{
  o[0].a[1].y = 5;
  o[0].p = &o[0].a[1];
  o[0].next = &o[1];
  o[0].next->next = o;
  o[0].next->a[0] = *o->p;
  printf("%d %d %d %d\n", o[1].a->y, o->next->next->p->y, (*o[0].next).a[0].y, o[1].next == o);
  return 0;
}
