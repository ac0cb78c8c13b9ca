// exit: 1
// expect: error: width of bit-field 'a' does not fit its type
// expect: error: a bit-field has no address
struct s { int a : 40; int b : 3; } v;
int main(void)
{
  int *p = &v.b;
  return 0;
}
