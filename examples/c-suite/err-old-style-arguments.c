// exit: 1
// messages: 2
// expect: 'sum' takes 2 arguments, 1 given
// expect: 'c' is no parameter of 'other'
static int sum(a, b) int a, b; { return a + b; }
static int other(a) int a; int c; { return a; }
int main(void)
{
  return sum(1) + other(2);
}
