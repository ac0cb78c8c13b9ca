#include <stdio.h>
int main(void)
{
  int n = 0;
  switch (5) { default: n = 1; }
  switch (n) { }
  switch (3) { case 3: { int y = 4; n += y; } }
  switch (n) n = 100;
  printf("%d\n", n);
  return 0;
}
