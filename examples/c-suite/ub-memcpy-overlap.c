// exit: 139
// expect: between overlapping areas
#include <string.h>
int main(void)
{
  char a[16] = "0123456789";
  memcpy(a + 2, a, 6);
  return 0;
}
