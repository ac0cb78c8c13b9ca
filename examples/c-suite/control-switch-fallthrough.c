#include <stdio.h>
static void f(int n) {
  switch (n) {
  case 0: printf("0 ");
  case 1: printf("1 "); break;
  case 2: printf("2 ");
  default: printf("d ");
  case 3: printf("3 ");
  }
  printf("\n");
}
int main(void)
{
  for (int i = 0; i < 6; i++) f(i);
  return 0;
}
