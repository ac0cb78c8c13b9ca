// exit: 1
// expect: error: this is not an object that can be assigned to
// expect: error: '&' wants an object, not a value
int main(void)
{
  int a = 1;
  a + 1 = 2;
  &(a + 1);
  return 0;
}
