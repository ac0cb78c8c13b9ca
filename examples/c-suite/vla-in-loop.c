#include <stdio.h>
int main(void)
{
  int s = 0;
  for (int k = 0; k < 20000; k++) { int n = k % 50 + 1; char a[n]; a[n - 1] = k; if (k % 3 == 0) continue; s += a[n - 1]; }
  printf("%d\n", s);
  return 0;
}
