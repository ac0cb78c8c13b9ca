#include <stdio.h>
int main(void)
{
  printf("%d %d %d %d %d %d %d\n", __STDC__, sizeof(__SIZE_TYPE__), __CHAR_BIT__, __INT_MAX__, __SIZEOF_POINTER__, __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, __GNUC__ >= 4);
  return 0;
}
