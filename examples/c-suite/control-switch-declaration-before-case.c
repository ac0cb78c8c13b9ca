#include <stdio.h>
int main(void)
{
  int r = 0;
  switch (2) {
    int x;
  case 1: x = 1; r = x; break;
  case 2: x = 5; r = x * 2;
  }
  printf("%d\n", r);
  return 0;
}
