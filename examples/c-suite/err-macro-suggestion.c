// exit: 1
// messages: 1
// expect: 'MAXSIZE' is not declared; did you mean 'MAX_SIZE'?
#define MAX_SIZE 8
int main(void)
{
  return MAXSIZE;
}
