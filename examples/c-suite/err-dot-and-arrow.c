// exit: 1
// expect: did you mean '->'?
// expect: did you mean '.'?
struct s { int a; } v, *p = &v;
int main(void)
{
  p.a = 1;
  v->a = 2;
  return 0;
}
