#include <stdio.h>
int main(void)
{
  long unsigned int long a = 1;
  int long const static b = 2;
  int typedef short S;
  short unsigned volatile c = 3;
  S d = 4;
  printf("%d %d %d %d %d\n", sizeof a, b, c, sizeof(S), d);
  return 0;
}
