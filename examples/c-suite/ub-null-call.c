// exit: 139
// expect: call through a null function pointer
static void (*hook)(void);
int main(void)
{
  hook();
  return 0;
}
