// exit: 1
// expect: error: 'f' is defined twice
// expect: note: first definition
int f(void) { return 1; }
int f(void) { return 2; }
int main(void)
{

  return 0;
}
