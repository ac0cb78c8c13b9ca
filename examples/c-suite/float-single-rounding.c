#include <stdio.h>
int main(void)
{
  float a = 16777216.0f;
  float b = a + 1.0f;
  double c = (double)a + 1.0;
  printf("%d %d %d\n", a == b, c == 16777217.0, (float)c == a);
  float s = 0;
  for (int i = 0; i < 10; i++) s += 0.1f;
  printf("%.9g\n", s);
  return 0;
}
