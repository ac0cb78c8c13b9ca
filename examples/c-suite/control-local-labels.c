// Labels of one block, in macros that are used several times, and as the value of a statement expression.
#include <stdio.h>

#define HERE ({ __label__ here; here: (unsigned long)&&here; })
#define FIND(array, n, wanted) ({ \
    __label__ done; \
    int index = -1, i; \
    for (i = 0; i < (n); i++) \
      if ((array)[i] == (wanted)) { index = i; goto done; } \
    done: index; \
  })

int main(void) {
  int list[] = { 4, 5, 6 }, tries = 0;
  int found = FIND(list, 3, 6) * 10 + FIND(list, 3, 5);
again: {
    __label__ again;
    if (tries++ == 0) goto again;
    tries += 10;
  again:;
  }
  if (tries < 12) goto again;
  printf("%d %d %d %d\n", found, FIND(list, 3, 7), tries, HERE != 0);
  return 0;
}
