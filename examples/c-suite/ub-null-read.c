// exit: 139
// expect: read of 4 bytes through a null pointer (offset 8) [null]
struct s { int a, b, c; };
static int get(struct s *p) { return p->c; }
int main(void)
{
  return get(0);
  return 0;
}
