#include <stdio.h>
#include <string.h>
struct __attribute__((packed)) s { unsigned a : 5; unsigned b : 13; unsigned long long c : 37; char d; };
int main(void)
{
  union { struct s s; unsigned char c[sizeof(struct s)]; } u;
  memset(&u, 0, sizeof u);
  u.s.a = 0x15; u.s.b = 0x1234; u.s.c = 0x123456789aULL; u.s.d = 'z';
  for (unsigned i = 0; i < sizeof u; i++) printf("%02x ", u.c[i]);
  printf("%d %llx\n", (int)u.s.b, (unsigned long long)u.s.c);
  return 0;
}
