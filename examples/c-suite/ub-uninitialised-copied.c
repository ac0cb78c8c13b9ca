// exit: 139
// expect: [uninitialised]
struct s { int a, b; } v, *p = &v;
int main(void)
{
  struct s x, y;
  x.a = 1;
  y = x;
  p = &y;
  return p->a + p->b;
  return 0;
}
