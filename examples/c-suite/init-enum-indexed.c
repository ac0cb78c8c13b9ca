#include <stdio.h>
enum { RED, GREEN, BLUE, N };
static const char *const name[N] = { [BLUE] = "blue", [RED] = "red", [GREEN] = "green" };
static int width[] = { [N - 1] = 3 };
int main(void)
{
  for (int i = 0; i < N; i++) printf("%s ", name[i]);
  printf("%d\n", sizeof width / sizeof *width);
  return 0;
}
