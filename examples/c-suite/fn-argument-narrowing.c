#include <stdio.h>
static int c(char v) { return v; }
static int u(unsigned char v) { return v; }
static int b(_Bool v) { return v; }
static short s(int v) { return v; }
int main(void)
{
  printf("%d %d %d %d %d\n", c(300), u(-1), b(256), s(70000), c(200) < 0);
  return 0;
}
