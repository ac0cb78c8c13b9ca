#include <stdio.h>
struct a { char c; int x : 4; int y : 12; short z : 9; };
struct b { int a : 30; int b : 3; };
struct c { unsigned char a : 3, b : 6; char c; };
struct d { int a : 5; int : 0; int b : 5; };
struct e { char a; int : 3; char b; };
struct f { long long a : 33; int b : 5; long long c : 30; };
int main(void)
{
  printf("%d %d %d %d %d %d\n", sizeof(struct a), sizeof(struct b), sizeof(struct c), sizeof(struct d), sizeof(struct e), sizeof(struct f));
  return 0;
}
