#include <stdio.h>
#include <stdlib.h>
int main(void)
{
  int *a = malloc(4 * sizeof *a), *z = calloc(4, sizeof *z);
  for (int i = 0; i < 4; i++) a[i] = i * i;
  a = realloc(a, 8 * sizeof *a);
  a[7] = 70;
  printf("%d %d %d %d\n", a[3], a[7], z[0] + z[3], a != z);
  free(a);
  free(z);
  free(NULL);
  return 0;
}
