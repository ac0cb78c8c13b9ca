// expect: type missing in declaration: 'int' assumed
#include <stdio.h>
static float mixed(c, x, p, s)
  char c;
  float x;
  int p[];
  short s;
{
  c += 1;
  x /= 4;
  return x + c + p[1] + s + sizeof(x) + sizeof c;
}
static minus(a, b) { return a - b; }
int main(argc, argv)
  int argc;
  char **argv;
{
  int values[2] = { 1, 2 };
  float (*through)() = mixed;
  printf("%f %f\n", mixed('a', 3.5, values, 7), through(2, 1.0f, values, -7));
  printf("%d %d\n", minus(5, 3), argc > 0 && argv != NULL);
  return 0;
}
