#include <stdio.h>
static int add(int a, int b) { return a + b; }
static int sub(int a, int b) { return a - b; }
static int mul(int a, int b) { return a * b; }
static const struct { const char *name; int (*op)(int, int); } ops[] = { { "add", add }, { "sub", &sub }, { "mul", mul } };
int main(void)
{
  for (unsigned i = 0; i < sizeof ops / sizeof *ops; i++) printf("%s %d %d\n", ops[i].name, ops[i].op(7, 3), (*ops[i].op)(2, 5));
  printf("%d %d\n", ops[0].op == add, ops[0].op != sub);
  return 0;
}
