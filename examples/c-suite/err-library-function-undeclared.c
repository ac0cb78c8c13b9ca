// exit: 1
// expect: error: 'puts' is called without its declaration: include <stdio.h>
int main(void)
{
  puts("x");
  return 0;
}
