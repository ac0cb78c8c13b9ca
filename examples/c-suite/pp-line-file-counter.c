#include <stdio.h>
int main(void)
{
  printf("%d %d\n", __LINE__, __COUNTER__ + __COUNTER__ * 10);
#define HERE __LINE__
  printf("%d %d\n", HERE,
    HERE);
  printf("%s\n", __FILE__);
  return 0;
}
