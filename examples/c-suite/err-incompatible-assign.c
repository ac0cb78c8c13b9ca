// exit: 1
// expect: error: incompatible types in initialization: 'struct a' wanted, 'int' given
struct a { int x; };
int main(void)
{
  struct a v = 5;
  return 0;
}
