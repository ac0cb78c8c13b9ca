// exit: 139
// expect: past 'buf' (8 bytes)
static void fill(char *p, int n) { for (int i = 0; i <= n; i++) p[i] = 'x'; }
int main(void)
{
  char buf[8];
  fill(buf, 8);
  return 0;
}
