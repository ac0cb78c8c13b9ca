#include <stdio.h>
#include <stddef.h>
struct list_head { struct list_head *next, *prev; };
#define LIST_HEAD(n) struct list_head n = { &(n), &(n) }
#define container_of(ptr, type, member) ({ const typeof(((type *)0)->member) *__m = (ptr); (type *)((char *)__m - offsetof(type, member)); })
#define list_for_each_entry(pos, head, member) for (pos = container_of((head)->next, typeof(*pos), member); &pos->member != (head); pos = container_of(pos->member.next, typeof(*pos), member))
static void list_add_tail(struct list_head *n, struct list_head *h) { n->prev = h->prev; n->next = h; h->prev->next = n; h->prev = n; }
struct item { char tag; struct list_head node; int v; };
static LIST_HEAD(all);
int main(void)
{
  struct item a = { 'a', { 0, 0 }, 1 }, b = { 'b', { 0, 0 }, 2 }, *p;
  list_add_tail(&a.node, &all);
  list_add_tail(&b.node, &all);
  list_for_each_entry(p, &all, node) printf("%c%d ", p->tag, p->v);
  printf("\n");
  return 0;
}
