#include <stdio.h>
int main(void)
{
  int s = 0;
  for (int i = 0; i < 3; i++) { int a[4] = { i }; s = s * 10 + a[0] + a[3]; a[3] = 7; }
  printf("%d\n", s);
  return 0;
}
