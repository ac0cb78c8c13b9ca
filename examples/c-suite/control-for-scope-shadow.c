#include <stdio.h>
int main(void)
{
  int i = 100;
  for (int i = 0; i < 2; i++) { int i = 50; i++; printf("%d ", i); }
  printf("%d\n", i);
  printf("%d\n", i);
  return 0;
}
