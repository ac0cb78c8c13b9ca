#include <stdio.h>
static const char *who(void) { return __func__; }
int main(void)
{
  printf("%s %s %s\n", who(), __func__, __FUNCTION__);
  printf("%d\n", sizeof __func__);
  return 0;
}
