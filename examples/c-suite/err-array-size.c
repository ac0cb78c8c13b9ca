// exit: 1
// expect: error: array size is negative
// expect: error: 'b' has incomplete type 'int[]': give its size
int main(void)
{
  int a[-1];
  int b[];
  return 0;
}
