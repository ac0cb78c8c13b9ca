#include <stdio.h>
static char f(int c) {
  switch (c) { case '0' ... '9': return 'd'; case 'a' ... 'z': case 'A' ... 'Z': return 'l'; case -5 ... -1: return 'n'; default: return '?'; }
}
int main(void)
{
  printf("%c%c%c%c%c%c%c\n", f('5'), f('q'), f('Z'), f(' '), f(-3), f(-6), f('9' + 1));
  return 0;
}
