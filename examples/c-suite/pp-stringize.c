#include <stdio.h>
#define S(x) #x
#define X(x) S(x)
#define V 42
#define A(...) #__VA_ARGS__
int main(void)
{
  printf("%s %s %s %s %s %s %s %s\n", S(a  +   b), S("q\n"), S('\\'), X(V), S(V), S( x ), A(1, 2,3), S());
  return 0;
}
