// exit: 1
// expect: error: 'x' has incomplete type 'struct gone'
// expect: is an incomplete type
struct gone;
static int f(struct gone *p) { return p->a; }
int main(void)
{
  struct gone x;
  return 0;
}
