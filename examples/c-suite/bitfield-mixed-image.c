#include <stdio.h>
#include <string.h>
struct s { char a; short b : 5; int c : 10; unsigned char d : 2; long long e : 40; char f; };
int main(void)
{
  union { struct s s; unsigned char c[sizeof(struct s)]; } u;
  memset(&u, 0, sizeof u);
  u.s.b = -1; u.s.c = 0x155; u.s.d = 2; u.s.e = -2; u.s.f = 0x7f;
  for (unsigned i = 0; i < sizeof u; i++) printf("%02x ", u.c[i]);
  printf("\n");
  return 0;
}
