// exit: 1
// expect: error: initialiser is not constant
static int f(void) { return 1; }
int g = f();
int main(void)
{

  return 0;
}
