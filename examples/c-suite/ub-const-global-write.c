// exit: 139
// expect: write to constant data
static const int limit = 5;
int main(void)
{
  *(int *)&limit = 6;
  return 0;
}
