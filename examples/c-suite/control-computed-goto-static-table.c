// Addresses of labels in a static table: how interpreters of byte code are written.
#include <stdio.h>

static int run(const unsigned char *code) {
  static const void *const steps[] = { &&add, &&twice, [3] = &&done, [2] = &&print };
  int acc = 0;
  goto *steps[*code++];
add:
  acc += *code++;
  goto *steps[*code++];
twice:
  acc *= 2;
  goto *steps[*code++];
print:
  printf("%d\n", acc);
  goto *steps[*code++];
done:
  return acc;
}

int main(void) {
  const unsigned char program[] = { 0, 5, 1, 2, 0, 3, 1, 2, 3 };
  return run(program) == 26 ? 0 : 1;
}
