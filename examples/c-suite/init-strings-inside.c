// Strings for arrays of characters inside of structs whose braces are left out; braces where there is nothing to fill.
#include <stdio.h>

struct label { char text[6]; unsigned char length; };
struct entry { struct label label; int value; };
struct sheet { int first; struct entry entries[2]; const char *name; };
struct holder { struct { struct { char text[4]; } inner; } outer; int n; };

static struct sheet sheet = { 1, "one", 3, 11, "three", 5, 33, "name" };
static struct holder holders[] = { "ab", 1, "cd", 2 };
static int pair[2] = { 1, 2, { 3 } };

int main(void) {
  struct entry list[] = { "xy", 2, 7, { "z", 1 }, 8 };
  struct { const char *word; int n; } plain[] = { "p" "q", 1, "r", 2 };
  printf("%s %d %s %d %d %s\n", sheet.entries[0].label.text, sheet.entries[0].value, sheet.entries[1].label.text, sheet.entries[1].label.length, sheet.entries[1].value, sheet.name);
  printf("%s %d %s %d %zu\n", holders[0].outer.inner.text, holders[0].n, holders[1].outer.inner.text, holders[1].n, sizeof holders / sizeof *holders);
  printf("%s %d %s %d %zu\n", list[0].label.text, list[0].value, list[1].label.text, list[1].value, sizeof list / sizeof *list);
  printf("%s %s %d %d\n", plain[0].word, plain[1].word, plain[1].n, pair[1]);
  return 0;
}
