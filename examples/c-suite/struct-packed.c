#include <stdio.h>
#include <stddef.h>
struct __attribute__((packed)) a { char c; int i; short s; long long l; };
struct b { char c; int i __attribute__((packed)); short s; } v = { 1, 2, 3 };
int main(void)
{
  struct a x = { 1, 0x12345678, 2, -5 };
  struct a *p = &x;
  p->i++;
  p->l *= 3;
  printf("%d %d %d %d %d %d %d %d\n", sizeof x, offsetof(struct a, l), x.i, (int)p->l, sizeof v, offsetof(struct b, i), v.i, v.s);
  return 0;
}
