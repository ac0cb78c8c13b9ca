// exit: 1
// expect: error: too few arguments to 'f': 2 wanted, 1 given
// expect: error: too many arguments to 'f': 2 wanted, 3 given
static int f(int a, int b) { return a + b; }
int main(void)
{
  f(1);
  f(1, 2, 3);
  return 0;
}
