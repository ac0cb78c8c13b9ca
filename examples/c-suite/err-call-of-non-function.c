// exit: 1
// expect: error: 'int' is called but is not a function
int main(void)
{
  int x = 1;
  x();
  return 0;
}
