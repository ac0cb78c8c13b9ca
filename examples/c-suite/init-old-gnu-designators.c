#include <stdio.h>
struct ops { int (*open)(void); int (*close)(void); int flags; };
static int o(void) { return 1; }
static int c(void) { return 2; }
static struct ops ops = { open: o, close: c, flags: 8 };
int main(void)
{
  printf("%d %d %d\n", ops.open(), ops.close(), ops.flags);
  return 0;
}
