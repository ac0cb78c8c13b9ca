// exit: 1
// expect: error: macro 'TWO' takes 2 argument(s), 1 given
// expect: note: 'TWO' is defined here
#define TWO(a, b) ((a) + (b))
int main(void)
{
  int x = TWO(1);
  return 0;
}
