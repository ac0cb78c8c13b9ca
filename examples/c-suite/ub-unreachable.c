// exit: 139
// expect: code marked unreachable was reached
static int f(int x) { if (x) return 1; __builtin_unreachable(); }
int main(void)
{
  return f(1) + f(0);
  return 0;
}
