// Streams, and string functions of GNU that programs use.
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static void say(FILE *to, const char *what) { fprintf(to, "%s;", what); }

int main(void) {
  char *p = alloca(20), line[8];
  say(stdout, "out");
  say(stderr, "err");
  fputs("text", stdout);
  putc('\n', stdout);
  printf("%s %d %d\n", mempcpy(p, "abc", 4) == p + 4 ? p : "?", strcasecmp("ABc", "abC"), strncasecmp("abX", "ABy", 2));
  fwrite("12345", 1, 3, stdout);
  fputc('\n', stdout);
  puts(stpcpy(p, "zz") - 2);
  fflush(stdout);
  return fgets(line, sizeof line, stdin) == NULL ? 0 : 1;
}
