// exit: 139
// expect: division by zero [division]
static int d(int a, int b) { return a / b; }
int main(void)
{
  return d(1, 0);
  return 0;
}
