// exit: 139
// expect: index 5 is outside an array of 5 elements [index]
static int a[5];
static int at(int i) { return a[i]; }
int main(void)
{
  return at(4) + at(5);
  return 0;
}
