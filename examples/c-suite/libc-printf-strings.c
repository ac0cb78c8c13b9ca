#include <stdio.h>
int main(void)
{
  printf("[%s|%10s|%-10s|%.2s|%5.1s|%c|%3c|%-3c|%%|%*d|%-*d|%.*s]\n", "abc", "abc", "abc", "abc", "abc", 'x', 'y', 'z', 5, 42, 5, 42, 2, "xyz");
  int n;
  printf("%s%n\n", "count", &n);
  printf("%d %d\n", n, printf("12345\n"));
  return 0;
}
