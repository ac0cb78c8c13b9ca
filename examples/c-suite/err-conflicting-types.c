// exit: 1
// expect: error: 'v' is declared twice, differently
// expect: error: 'f' is declared with another type
extern int v;
extern char *v;
int f(int);
int f(char *);
int main(void)
{

  return 0;
}
