/** Streams and words for errors, for programs without a system: stdin, stdout and stderr, and nothing else to open. */
export const STREAM_SOURCE = `
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <errno.h>
char *strerror(int error) {
  static char unknown[32];
  switch (error) {
    case 0: return "Success";
    case EPERM: return "Operation not permitted";
    case ENOENT: return "No such file or directory";
    case EIO: return "Input/output error";
    case EAGAIN: return "Resource temporarily unavailable";
    case ENOMEM: return "Cannot allocate memory";
    case EFAULT: return "Bad address";
    case EBUSY: return "Device or resource busy";
    case EINVAL: return "Invalid argument";
    case EDOM: return "Numerical argument out of domain";
    case ERANGE: return "Numerical result out of range";
  }
  snprintf(unknown, sizeof unknown, "Unknown error %d", error);
  return unknown;
}
struct __dmalab_file { int number; };
static FILE streams[3] = { { 0 }, { 1 }, { 2 } };
FILE *stdin = &streams[0], *stdout = &streams[1], *stderr = &streams[2];
int fgetc(FILE *stream) { return stream == stdin ? getchar() : EOF; }
int fflush(FILE *stream) { return 0; }
char *fgets(char *to, int size, FILE *stream) {
  int n = 0, c = 0;
  while (n < size - 1 && c != '\\n' && (c = fgetc(stream)) != EOF) to[n++] = c;
  if (n == 0) return NULL;
  to[n] = 0;
  return to;
}
size_t fwrite(const void *from, size_t size, size_t count, FILE *stream) {
  size_t i;
  for (i = 0; i < size * count; i++) fputc(((const char *)from)[i], stream);
  return count;
}
void perror(const char *what) {
  int error = errno;
  if (what && *what) fprintf(stderr, "%s: %s\\n", what, strerror(error));
  else fprintf(stderr, "%s\\n", strerror(error));
}
`;
