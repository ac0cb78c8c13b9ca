// exit: 139
// expect: 'prev' is used before it has a value
int main(void)
{
  int s = 0;
  for (int i = 0; i < 3; i++) { int prev; if (i == 0) prev = 1; s += prev; }
  return s;
  return 0;
}
