// exit: 139
// expect: where there is no memory [wild]
int main(void)
{
  volatile int *reg = (int *)0xf8003000;
  return *reg;
  return 0;
}
