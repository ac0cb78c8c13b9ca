// exit: 139
// expect: 'x' is used before it has a value [uninitialised]
static int f(int c) { int x; if (c) x = 1; return x; }
int main(void)
{
  return f(1) + f(0);
  return 0;
}
