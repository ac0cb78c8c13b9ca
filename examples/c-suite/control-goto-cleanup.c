#include <stdio.h>
static int init(int fail) {
  int r = -1;
  if (fail == 1) goto out;
  printf("a ");
  if (fail == 2) goto undo_a;
  printf("b ");
  if (fail == 3) goto undo_b;
  printf("ok ");
  return 0;
undo_b: printf("-b ");
undo_a: printf("-a ");
out: return r;
}
int main(void)
{
  for (int i = 0; i < 4; i++) printf("%d\n", init(i));
  return 0;
}
