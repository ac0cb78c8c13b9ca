// exit: 1
// expect: error: 'x' is not declared
// expect: error: 'y' is not declared
// expect: has no member 'z'
struct s { int a; };
static void f(void) { x = 1; }
static void g(struct s *p) { y = 2; p->z = 3; }
int main(void)
{

  return 0;
}
