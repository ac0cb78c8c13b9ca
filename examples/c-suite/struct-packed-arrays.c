// Elements of arrays in packed structs lie anywhere: reached by a variable index, through pointers, nested, and initialised.
#include <stdio.h>

struct frame {
  unsigned char tag;
  int words[4];
  short halves[3];
  long long wide[2];
  int grid[2][2];
} __attribute__((packed));

struct point { int x, y; };
struct path { char length; struct point points[3]; } __attribute__((packed));
struct entry { char kind; int value; long long stamp; } __attribute__((packed));
struct table { struct entry entries[3]; char end; };

static long long sum(struct frame *f) {
  long long total = 0;
  for (int i = 0; i < 4; i++) total += f->words[i];
  for (int i = 0; i < 3; i++) total += f->halves[i];
  for (int i = 0; i < 2; i++) {
    total += f->wide[i];
    f->wide[i] += i;
    f->words[i] |= 8;
    f->grid[i][1] = 10 * i;
    total += f->grid[1][i]++;
  }
  return total;
}

int main(void) {
  struct frame f = { 1, { 1, 2, 3, 4 }, { 5, 6, 7 }, { 8, 9 }, { { 1, 2 }, { 3, 4 } } };
  struct path p = { 3, { { 1, 2 }, { 3, 4 }, { 5, 6 } } }, *q = &p;
  struct entry list[3] = { { 1, 2, 3 }, { 4, 5, 6 }, { 7, 8, 9 } };
  struct table t = { { { 1, 2, 3 }, { 4, 5, 6 }, { 7, 8, 9 } }, 1 };
  long long total = 0;
  printf("%lld\n", sum(&f));
  for (int i = 0; i < 2; i++) printf("%d %lld %d %d\n", f.words[i], f.wide[i], f.grid[i][0], f.grid[i][1]);
  for (int i = 0; i < 3; i++) {
    total += q->points[i].y * 10 + q->points[i].x;
    q->points[i].x = -i;
    list[i].stamp += list[i].value;
    t.entries[i] = list[2 - i];
  }
  printf("%lld %d\n", total, p.points[2].x);
  for (int i = 0; i < 3; i++) printf("%d %d %lld\n", t.entries[i].kind, t.entries[i].value, t.entries[i].stamp);
  return t.end - 1;
}
