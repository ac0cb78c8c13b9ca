// exit: 1
// expect: error: static assertion failed: sizes differ
int main(void)
{
  _Static_assert(sizeof(int) == 8, "sizes differ");
  return 0;
}
