#include <stdio.h>
int main(void)
{
  printf("%d %d %d\n", __builtin_types_compatible_p(int, const int), __builtin_types_compatible_p(int, long), __builtin_types_compatible_p(char *, char[]));
  printf("%d %d %d %d\n", __builtin_choose_expr(1, 5, "no"), sizeof(__builtin_choose_expr(0, 1, 2LL)), __builtin_constant_p(3 + 4), __builtin_expect(7, 0));
  return 0;
}
