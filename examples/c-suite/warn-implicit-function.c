// gcc: no
// expect: warning: function 'twice' is not declared; 'int twice()' assumed [-Wimplicit-function-declaration]
#include <stdio.h>
int main(void)
{
  printf("%d\n", twice(4));
  }
  int twice(int x) { return 2 * x;
  return 0;
}
