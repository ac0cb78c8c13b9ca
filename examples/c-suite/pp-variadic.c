#include <stdio.h>
#define LOG(fmt, ...) printf(fmt "\n", __VA_ARGS__)
#define GNU(fmt, args...) printf("[" fmt "]\n" , ## args)
#define VA(fmt, ...) printf(fmt "\n", ##__VA_ARGS__)
#define COUNT(...) COUNT_(__VA_ARGS__, 3, 2, 1)
#define COUNT_(a, b, c, n, ...) n
int main(void)
{
  LOG("%d", 1);
  GNU("none");
  GNU("%d %d", 2, 3);
  VA("plain");
  VA("%s", "arg");
  printf("%d %d %d\n", COUNT(x), COUNT(x, y), COUNT(x, y, z));
  return 0;
}
