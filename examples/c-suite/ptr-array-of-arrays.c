#include <stdio.h>
int main(void)
{
  int m[3][4];
  for (int i = 0; i < 3; i++) for (int j = 0; j < 4; j++) m[i][j] = i * 10 + j;
  int (*row)[4] = m + 1, *flat = &m[0][0];
  printf("%d %d %d %d %d %d %d %d %d\n", row[0][2], (*row)[3], row[1][0], flat[7], *(*(m + 2) + 1), sizeof m, sizeof *row, sizeof m[0][0], &m[2] - m);
  return 0;
}
