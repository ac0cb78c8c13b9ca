// A jump back over the declaration of a variable length array frees it.
#include <stdio.h>

int main(void) {
  int n = 0, total = 0;
again:;
  int row[n % 100 + 1];
  row[n % 100] = 2;
  total += row[n % 100];
  if (++n < 20000) goto again;
  for (int m = 0; m < 3; m++) {
    char outer[m + 5];
  inner:;
    char many[300 + m];
    many[299] = m;
    outer[4] = many[299];
    total += outer[4];
    if (n++ % 5000) goto inner;
  }
  printf("%d %d\n", total, n);
  return 0;
}
