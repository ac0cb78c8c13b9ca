// exit: 139
// expect: out of bounds
static int a[4], b[4];
static int get(int *p, int i) { return p[i]; }
int main(void)
{
  return get(a, 4) + b[0];
  return 0;
}
