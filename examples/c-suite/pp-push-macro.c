// Macros kept and brought back.
#include <stdio.h>
#define WIDTH 4
#pragma push_macro("WIDTH")
#undef WIDTH
#define WIDTH 8
#pragma push_macro("WIDTH")
#undef WIDTH
static int WIDTH = 1;
#pragma push_macro("NONE")
#define NONE 5
static int none = NONE;
#pragma pop_macro("NONE")
static int NONE = 6;
int main(void) {
  printf("%d %d %d\n", WIDTH, none, NONE);
#pragma pop_macro("WIDTH")
  printf("%d\n", WIDTH);
#pragma pop_macro("WIDTH")
#pragma pop_macro("WIDTH")
  printf("%d\n", WIDTH);
  return 0;
}
