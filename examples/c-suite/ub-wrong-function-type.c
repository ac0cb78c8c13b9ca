// exit: 139
// expect: 'f' is called through a pointer to a function of another type
static int f(int a, long long b) { return a + (int)b; }
int main(void)
{
  int (*p)(char *) = (int (*)(char *))f;
  return p("x");
  return 0;
}
