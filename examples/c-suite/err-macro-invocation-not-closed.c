// exit: 1
// expect: invocation of macro 'ADD' is not closed
#define ADD(a, b) ((a) + (b))
int main(void)
{
  return ADD(1, 2;
}
