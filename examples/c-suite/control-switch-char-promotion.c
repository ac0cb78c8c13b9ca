#include <stdio.h>
int main(void)
{
  unsigned char c = 200;
  signed char s = -56;
  switch (c) { case 200: puts("200"); break; case -56: puts("-56"); }
  switch (s) { case 200: puts("200"); break; case -56: puts("-56"); }
  return 0;
}
