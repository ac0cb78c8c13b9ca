// exit: 139
// expect: write to constant data
int main(void)
{
  char *s = "constant";
  s[0] = 'C';
  return 0;
}
