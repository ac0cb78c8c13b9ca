// exit: 139
// expect: index 4 is outside an array of 4 elements
struct s { int a[4]; int after[2]; } v;
static int at(struct s *p, int i) { return p->a[i]; }
int main(void)
{
  return at(&v, 3) + at(&v, 4);
  return 0;
}
