#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct kv { char k[4]; int v; };
static int by(const void *a, const void *b) { return strcmp(((const struct kv *)a)->k, ((const struct kv *)b)->k); }
static int ints(const void *a, const void *b) { int x = *(const int *)a, y = *(const int *)b; return (x > y) - (x < y); }
int main(void)
{
  struct kv t[] = { { "cc", 3 }, { "aa", 1 }, { "dd", 4 }, { "bb", 2 } }, key = { "bb", 0 };
  qsort(t, 4, sizeof *t, by);
  struct kv *hit = bsearch(&key, t, 4, sizeof *t, by);
  printf("%d %d %d\n", t[0].v, t[3].v, hit->v);
  int a[200];
  for (int i = 0; i < 200; i++) a[i] = (i * 7919) % 1009;
  qsort(a, 200, sizeof *a, ints);
  int bad = 0;
  for (int i = 1; i < 200; i++) bad += a[i - 1] > a[i];
  printf("%d %d %d\n", bad, a[0], a[199]);
  return 0;
}
