// exit: 1
// expect: err-undeclared.c:6:3: error: 'cuont' is not declared; did you mean 'count'?
int main(void)
{
  int count = 1;
  cuont = 2;
  cuont = 3;
  return 0;
}
