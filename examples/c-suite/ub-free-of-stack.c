// exit: 139
// expect: which malloc did not return
#include <stdlib.h>
int main(void)
{
  int x[2] = { 1, 2 };
  free(x);
  return 0;
}
