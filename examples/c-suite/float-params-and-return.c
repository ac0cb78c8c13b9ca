#include <stdio.h>
static float half(float x) { return x / 2; }
static double mix(int a, float b, double c, char d) { return a + b * c - d; }
static float (*fp)(float) = half;
int main(void)
{
  printf("%g %g %g %g\n", half(3), mix(1, 2.5f, 4, 'a'), fp(half(5)), half(1e38f * 3));
  return 0;
}
