// exit: 1
// messages: 1
// expect: err-misspelt-keyword.c:7:3: error: unknown type name 'retrun'; did you mean 'return'?
int main(void)
{
  int value = 3;
  retrun value;
}
