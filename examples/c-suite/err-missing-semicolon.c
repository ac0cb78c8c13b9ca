// exit: 1
// expect: err-missing-semicolon.c:5:12: error: ';' expected after the declaration
int main(void)
{
  int a = 1
  int b = 2;
  return 0;
}
