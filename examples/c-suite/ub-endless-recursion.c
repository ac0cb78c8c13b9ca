// exit: 139
// expect: stack overflow
static int f(int n) { int a[16]; a[n & 15] = n; return f(n + 1) + a[n & 15]; }
int main(void)
{
  return f(0);
  return 0;
}
