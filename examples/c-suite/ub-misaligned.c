// exit: 139
// expect: misaligned read of 4 bytes
static int get(char *p) { return *(int *)(p + 1); }
int main(void)
{
  char b[8] = { 0 };
  return get(b);
  return 0;
}
