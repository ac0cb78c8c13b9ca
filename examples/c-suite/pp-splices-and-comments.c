#include <stdio.h>
#define LONG 1 + \
  2 + \
  3
int ma\
in(void)
{
  int a = 6 /* comment */ / 2; // line comment \
  a = 100;
  printf("%d %d %s\n", LONG, a, "str\
ing");
  /* multi
     line */ printf("%d\n", a//**/ 1
    +1);
  return 0;
}
