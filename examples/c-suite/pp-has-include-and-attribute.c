#include <stdio.h>
int main(void)
{
#ifdef __has_include
#if __has_include(<stdio.h>) && !__has_include("no-such-file.h")
  puts("yes");
#endif
#endif
  return 0;
}
