#include <stdio.h>
#include <stdlib.h>
struct node { int v; struct node *next; };
int main(void)
{
  struct node *head = 0;
  for (int i = 0; i < 5; i++) { struct node *n = malloc(sizeof *n); n->v = i * i; n->next = head; head = n; }
  int s = 0;
  struct node **pp = &head;
  while (*pp) { struct node *n = *pp; if (n->v & 1) { *pp = n->next; free(n); } else { s = s * 100 + n->v; pp = &n->next; } }
  printf("%d\n", s);
  while (head) { struct node *n = head->next; free(head); head = n; }
  return 0;
}
