// Parentheses in declarators: around arrays, in types without names, with attributes inside.
#include <stdio.h>

#define PLAIN __attribute__((noinline))

static void note(char **text) { printf("end of %s\n", *text); }
static int four(int v) { return v + 4; }
static int (*pick(int (*(f))(int)))(int) { return f; }
static int at(int ([4]), int);
static int at(int (list[4]), int i) { return list[i]; }
static int apply(int (int), int);
static int apply(int (f)(int), int v) { return f(v); }
static int (row)[3] = { 1, 2, 3 };
static int (*rows(void))[3] { return &row; }

int main(void) {
  char *(names[2]) = { "a", "bc" };
  int (list[4]) = { 1, 2, 3, 4 }, n = 3;
  int *(pointers[n]);
  void *address = four;
  char *__attribute__((cleanup(note))) text = "scope";
  int (*(*through)(int (*)(int)))(int) = pick;
  pointers[2] = &list[3];
  printf("%s %d %d %d\n", names[1], at(list, 2), *pointers[2], (int)(sizeof pointers / sizeof *pointers));
  printf("%d %d %d\n", apply(four, 1), ((PLAIN int (*)(int))address)(2), ((int (PLAIN *)(int))address)(3));
  printf("%d %d %d %zu\n", through(four)(5), (*rows())[1], rows()[0][2], sizeof(int ([2])[3]));
  return _Generic(0 ? (int *)0 : (const void *)0, const void *: 0, default: 1);
}
