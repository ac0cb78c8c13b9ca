// exit: 139
// expect: an endless loop? [budget]
int main(void)
{
  volatile int go = 1;
  while (go) ;
  return 0;
}
