#include <stdio.h>
int main(void)
{
  register int r = 4;
  const volatile int cv = 5;
  auto int a = 6;
  printf("%d\n", r + cv + a);
  return 0;
}
