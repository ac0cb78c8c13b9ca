// exit: 1
// expect: error: value 2 has a case already
// expect: error: 'default' twice in one switch
int main(void)
{
  switch (1) { case 2: break; case 1 + 1: break; default: break; default: break; }
  return 0;
}
