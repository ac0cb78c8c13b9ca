// exit: 139
// expect: shift by 33 of a 32-bit value [shift]
static int sh(int n) { return 1 << n; }
int main(void)
{
  return sh(3) + sh(33);
  return 0;
}
