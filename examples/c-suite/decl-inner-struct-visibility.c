#include <stdio.h>
struct outer { struct inner { int v; } i; enum kind { K1 = 4, K2 } k; } o = { { 3 }, K2 };
int main(void)
{
  struct inner x = o.i;
  enum kind k = K1;
  printf("%d %d %d\n", x.v, k, o.k);
  return 0;
}
