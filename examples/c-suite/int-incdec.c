#include <stdio.h>
int main(void)
{
  int i = 5;
  int a = i++ + 1, b = ++i + 1, c = i-- - 1, d = --i - 1;
  printf("%d %d %d %d %d\n", i, a, b, c, d);
  unsigned char u = 0;
  printf("%d\n", u--);
  printf("%d\n", u);
  printf("%d\n", ++u);
  printf("%d\n", u++);
  long long l = 0xffffffffLL;
  l++;
  printf("%lld\n", (long long)(l--));
  printf("%lld\n", (long long)l);
  double x = 1.5;
  printf("%g\n", x++);
  printf("%g\n", --x);
  return 0;
}
