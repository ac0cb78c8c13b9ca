#include <stdio.h>
#include <stdlib.h>
struct buf { int n; short data[]; };
static struct buf fixed = { 3, { 7, 8, 9 } };
int main(void)
{
  struct buf *b = malloc(sizeof *b + 5 * sizeof b->data[0]);
  b->n = 5;
  for (int i = 0; i < b->n; i++) b->data[i] = i * 3;
  printf("%d %d %d %d\n", sizeof(struct buf), b->data[4], fixed.data[2], fixed.n);
  free(b);
  return 0;
}
