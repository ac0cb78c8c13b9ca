#include <stdio.h>
int main(void)
{
  int v[] = { 0, 1, -1, 42, -42, 2147483647, -2147483647 - 1 };
  for (int i = 0; i < 7; i++) printf("[%d|%5d|%-5d|%05d|%+d|% d|%u|%x|%#x|%X|%o|%#o|%.3d|%8.3d|%-8.3d]\n", v[i], v[i], v[i], v[i], v[i], v[i], v[i], v[i], v[i], v[i], v[i], v[i], v[i], v[i], v[i]);
  return 0;
}
