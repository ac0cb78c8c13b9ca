// exit: 1
// expect: error: undefined reference to 'helper'
int helper(int);
int main(void)
{
  return helper(1);
  return 0;
}
