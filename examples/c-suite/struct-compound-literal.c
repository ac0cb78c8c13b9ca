#include <stdio.h>
struct p { int x, y; };
static int sum(const struct p *p, int n) { int s = 0; while (n--) { s += p->x * p->y; p++; } return s; }
static struct p *global = &(struct p){ 11, 12 };
int main(void)
{
  struct p q = (struct p){ .y = 4 };
  printf("%d %d %d %d %d %d %d\n", sum(&(struct p){ 2, 3 }, 1), sum((struct p[]){ { 1, 2 }, { 3, 4 } }, 2), q.x, q.y, global->y, (int[]){ 5, 6, 7 }[1], (struct p){ 8, 9 }.x);
  (struct p){ 1, 2 };
  return 0;
}
