#include <stdio.h>
int main(void)
{
  char to[20] = "", *t = to;
  const char *from = "hello, world";
  int n = 12, k = (n + 3) / 4;
  switch (n % 4) {
  case 0: do { *t++ = *from++;
  case 3: *t++ = *from++;
  case 2: *t++ = *from++;
  case 1: *t++ = *from++;
    } while (--k > 0);
  }
  puts(to);
  return 0;
}
