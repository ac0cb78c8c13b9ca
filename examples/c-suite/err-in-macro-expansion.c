// exit: 1
// expect: note: in expansion of macro 'OUTER'
// expect: error: 'missing' is not declared
#define INNER(x) ((x) + missing)
#define OUTER(x) INNER(x)
int main(void)
{
  int v = OUTER(1);
  return 0;
}
