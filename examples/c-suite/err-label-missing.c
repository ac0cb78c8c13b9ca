// exit: 1
// expect: error: label 'out' is used but not defined
int main(void)
{
  goto out;
  return 0;
}
