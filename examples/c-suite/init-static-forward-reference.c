#include <stdio.h>
struct n { struct n *next; int v; };
static struct n b;
static struct n a = { &b, 1 };
static struct n b = { &a, 2 };
int tentative;
int tentative;
extern int later;
static int *lp = &later;
int later = 6;
int main(void)
{
  printf("%d %d %d %d\n", a.next->v, b.next->next->v, tentative, *lp);
  return 0;
}
