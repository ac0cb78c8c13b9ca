// exit: 1
// messages: 1
// expect: 'z' has incomplete type 'struct nope'
int main(void)
{
  struct nope z;
  z.a = 1;
  return z.a + z.b;
}
