#include <stdio.h>
struct s { unsigned lo : 12, hi : 20; } a[3] = { { 1, 2 }, { .hi = 0x12345 }, { 4095, 0xfffff } };
int main(void)
{
  for (int i = 0; i < 3; i++) { struct s *p = a + i; p->lo += 1; printf("%d %d\n", p->lo, p->hi); }
  return 0;
}
