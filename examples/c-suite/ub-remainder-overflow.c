// exit: 139
// expect: does not fit
static int r(int a, int b) { return a % b; }
int main(void)
{
  return r(-2147483647 - 1, -1);
  return 0;
}
