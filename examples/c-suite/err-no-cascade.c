// exit: 1
// expect: error: unknown type name 'u23'; did you mean 'u32'?
typedef unsigned u32;
static u23 *make(u32 n);
int main(void)
{
  u32 *p = make(1);
  return p != 0;
  return 0;
}
