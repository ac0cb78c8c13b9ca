#include <stdio.h>
static void nop(void) { puts("called"); }
static void (*hook)(void);
int main(void)
{
  if (hook) hook();
  hook = nop;
  if (hook) hook();
  hook && (hook(), 1);
  return 0;
}
