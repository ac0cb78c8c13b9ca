// exit: 139
// expect: use after return
static int *leak(void) { int x = 5; int *p = &x; return p; }
int main(void)
{
  return *leak();
  return 0;
}
