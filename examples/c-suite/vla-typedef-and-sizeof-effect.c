#include <stdio.h>
int main(void)
{
  int n = 3;
  typedef int row[n];
  n = 5;
  row a;
  a[2] = 1;
  printf("%d %d %d %d\n", sizeof a, sizeof(row), sizeof(int[n]), a[2]);
  return 0;
}
