#include <stdio.h>
static int f(int r, int c) { int m[r][c]; for (int i = 0; i < r; i++) for (int j = 0; j < c; j++) m[i][j] = i * c + j; int (*p)[c] = m; return p[r - 1][c - 1] * 1000 + sizeof *p + sizeof m; }
static int g(int n, int m[n][n]) { return m[n - 1][0]; }
int main(void)
{
  int q[3][3] = { { 0 }, { 0 }, { 8, 9, 10 } };
  printf("%d %d\n", f(3, 4), g(3, q));
  return 0;
}
