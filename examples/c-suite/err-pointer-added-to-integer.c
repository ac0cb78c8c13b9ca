// exit: 1
// messages: 2
// expect: operator '+=' does not take 'int' and 'int *'
// expect: 'va_arg' wants the name of a va_list
#include <stdarg.h>
static int sum(int *values, int n, ...)
{
  int total = n;
  va_list list;
  va_start(list, n);
  total += values;
  total += va_arg(list++, int);
  va_end(list);
  return total;
}
int main(void)
{
  int values[2] = { 1, 2 };
  return sum(values, 2, 3);
}
