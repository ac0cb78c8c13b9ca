#include <stdio.h>
struct s { char n[4]; int v[2]; } t[] = { { "ab", { 1, 2 } }, { "cd", 3, 4 }, { .v = { [1] = 6 } }, [4] = { { 'x' }, 9 } };
int main(void)
{
  printf("%d %d %d %d %d %d %d\n", sizeof t / sizeof *t, t[1].v[1], t[2].v[1], t[2].n[0], t[3].v[0], t[4].n[0], t[4].v[0]);
  return 0;
}
