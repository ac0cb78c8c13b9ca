#include <stdio.h>
static int perm(int *a, int n, int k) {
  if (k == n) return a[0] * 100 + a[1] * 10 + a[2];
  int s = 0, b[3];
  for (int i = 0; i < 3; i++) b[i] = a[i];
  for (int i = k; i < n; i++) { int t = b[k]; b[k] = b[i]; b[i] = t; s = s * 3 + perm(b, n, k + 1); s &= 0xffffff; }
  return s;
}
int main(void)
{
  int a[3] = { 1, 2, 3 };
  printf("%d %d %d %d\n", perm(a, 3, 0), a[0], a[1], a[2]);
  return 0;
}
