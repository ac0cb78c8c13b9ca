#include <stdio.h>
struct big { int a[6]; };
struct small { char c; };
static struct big mk(int n) { struct big b; for (int i = 0; i < 6; i++) b.a[i] = n + i; return b; }
static struct small sm(char c) { struct small s = { c }; return s; }
int main(void)
{
  struct big x = mk(10), y;
  y = mk(20);
  printf("%d %d %d %d %d\n", x.a[0], x.a[5], y.a[2], mk(30).a[3], sm('q').c);
  return 0;
}
