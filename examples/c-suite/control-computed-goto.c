#include <stdio.h>
int main(void)
{
  void *table[] = { &&zero, &&one, &&two };
  int i = 0;
  next:
  goto *table[i];
  zero: printf("zero "); i = 2; goto next;
  one: printf("one\n"); return 0;
  two: printf("two "); i = 1; goto next;
  return 0;
}
