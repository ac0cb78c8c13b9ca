// exit: 1
// expect: error: void value is used in initialization
static void f(void) { }
int main(void)
{
  int x = f();
  return 0;
}
