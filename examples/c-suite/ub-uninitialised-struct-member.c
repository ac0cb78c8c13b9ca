// exit: 139
// expect: [uninitialised]
struct s { int a, b; };
static int sum(struct s *p) { return p->a + p->b; }
int main(void)
{
  struct s v;
  v.a = 1;
  return sum(&v);
  return 0;
}
