// exit: 1
// expect: 'struct dev' has no member 'flgas'; did you mean 'flags'?
struct dev { int flags; };
int main(void)
{
  struct dev d;
  d.flgas = 1;
  return 0;
}
