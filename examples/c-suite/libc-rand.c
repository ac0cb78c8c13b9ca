#include <stdio.h>
#include <stdlib.h>
int main(void)
{
  srand(42);
  for (int i = 0; i < 5; i++) printf("%d\n", rand());
  srand(1);
  printf("%d\n", rand());
  return 0;
}
