#include <stdio.h>
struct ops { int (*get)(struct ops *); void (*set)(struct ops *, int); int v; };
static int get(struct ops *o) { return o->v; }
static void set(struct ops *o, int v) { o->v = v; }
int main(void)
{
  struct ops o = { get, .set = set };
  o.set(&o, 42);
  printf("%d\n", o.get(&o));
  struct ops *p = &o;
  p->set(p, p->get(p) * 2);
  printf("%d\n", p->v);
  return 0;
}
