// exit: 139
// expect: division by zero
static long long d(long long a, long long b) { return a % b; }
int main(void)
{
  return d(1, 0);
  return 0;
}
