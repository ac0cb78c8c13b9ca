// exit: 1
// expect: machine instructions in asm cannot run here
int main(void)
{
  asm volatile("" ::: "memory");
  asm volatile("mcr p15, 0, r0" : : "r"(1));
  return 0;
}
