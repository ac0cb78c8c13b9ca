#include <stdio.h>
int main(void)
{
#pragma once_upon a time
#pragma GCC diagnostic push
  _Pragma("pack()") printf("%d\n", 1);
  return 0;
}
