// exit: 1
// expect: error: 'k' is const and cannot be changed
int main(void)
{
  const int k = 1;
  k = 2;
  return 0;
}
