/** The part of the C library that is C itself: compiled with every program that uses it, run and checked like it. */
export const LIBRARY_SOURCE = `
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <ctype.h>
#include <errno.h>
#include <limits.h>
int errno;
static void swap_bytes(char *a, char *b, size_t n) { while (n--) { char t = *a; *a++ = *b; *b++ = t; } }
static void sift(char *base, size_t start, size_t n, size_t size, int (*cmp)(const void *, const void *)) {
  size_t root = start;
  while (root * 2 + 1 < n) {
    size_t child = root * 2 + 1;
    if (child + 1 < n && cmp(base + child * size, base + (child + 1) * size) < 0) child++;
    if (cmp(base + root * size, base + child * size) >= 0) return;
    swap_bytes(base + root * size, base + child * size, size);
    root = child;
  }
}
/* Small arrays by insertion, which keeps equal elements in order; larger ones by heap sort. */
void qsort(void *p, size_t n, size_t size, int (*cmp)(const void *, const void *)) {
  char *base = p;
  size_t i, j;
  if (n < 64) {
    for (i = 1; i < n; i++)
      for (j = i; j > 0 && cmp(base + (j - 1) * size, base + j * size) > 0; j--) swap_bytes(base + (j - 1) * size, base + j * size, size);
    return;
  }
  for (i = n / 2; i-- > 0;) sift(base, i, n, size, cmp);
  for (i = n; i-- > 1;) { swap_bytes(base, base + i * size, size); sift(base, 0, i, size, cmp); }
}
void *bsearch(const void *key, const void *p, size_t n, size_t size, int (*cmp)(const void *, const void *)) {
  const char *base = p;
  while (n > 0) {
    const char *mid = base + (n / 2) * size;
    int c = cmp(key, mid);
    if (c == 0) return (void *)mid;
    if (c > 0) { base = mid + size; n -= n / 2 + 1; } else n /= 2;
  }
  return NULL;
}
static int digit_of(int c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'z' ? c - 'a' + 10 : c >= 'A' && c <= 'Z' ? c - 'A' + 10 : 99; }
static unsigned long long scan(const char *s, char **end, int base, int *negative, int *overflow, unsigned long long limit) {
  const char *start = s;
  unsigned long long v = 0;
  int any = 0;
  *negative = *overflow = 0;
  while (isspace((unsigned char)*s)) s++;
  if (*s == '-' || *s == '+') *negative = *s++ == '-';
  if ((base == 0 || base == 16) && s[0] == '0' && (s[1] == 'x' || s[1] == 'X') && digit_of(s[2]) < 16) { s += 2; base = 16; }
  if (base == 0) base = *s == '0' ? 8 : 10;
  for (; digit_of(*s) < base; s++) {
    any = 1;
    if (v > (limit - digit_of(*s)) / base) *overflow = 1; else v = v * base + digit_of(*s);
  }
  if (end) *end = (char *)(any ? s : start);
  return v;
}
unsigned long strtoul(const char *s, char **end, int base) {
  int neg, over;
  unsigned long v = scan(s, end, base, &neg, &over, ULONG_MAX);
  if (over) { errno = ERANGE; return ULONG_MAX; }
  return neg ? -v : v;
}
long strtol(const char *s, char **end, int base) {
  int neg, over;
  unsigned long long v = scan(s, end, base, &neg, &over, ULLONG_MAX);
  if (over || v > (unsigned long long)LONG_MAX + neg) { errno = ERANGE; return neg ? LONG_MIN : LONG_MAX; }
  return neg ? (long)-v : (long)v;
}
unsigned long long strtoull(const char *s, char **end, int base) {
  int neg, over;
  unsigned long long v = scan(s, end, base, &neg, &over, ULLONG_MAX);
  if (over) { errno = ERANGE; return ULLONG_MAX; }
  return neg ? -v : v;
}
long long strtoll(const char *s, char **end, int base) {
  int neg, over;
  unsigned long long v = scan(s, end, base, &neg, &over, ULLONG_MAX);
  if (over || v > (unsigned long long)LLONG_MAX + neg) { errno = ERANGE; return neg ? LLONG_MIN : LLONG_MAX; }
  return neg ? (long long)-v : (long long)v;
}
int atoi(const char *s) { return (int)strtol(s, NULL, 10); }
long atol(const char *s) { return strtol(s, NULL, 10); }
long long atoll(const char *s) { return strtoll(s, NULL, 10); }
double atof(const char *s) { return strtod(s, NULL); }
int abs(int v) { return v < 0 ? -v : v; }
long labs(long v) { return v < 0 ? -v : v; }
long long llabs(long long v) { return v < 0 ? -v : v; }
/* glibc's additive feedback generator, degree 31. */
static int rand_state[34 + 310 + 1];
static int rand_ring[31], rand_front = -1, rand_rear;
void srand(unsigned seed) {
  int i;
  rand_ring[0] = seed ? (int)seed : 1;
  for (i = 1; i < 31; i++) {
    int hi = rand_ring[i - 1] / 127773, lo = rand_ring[i - 1] % 127773;
    int word = 16807 * lo - 2836 * hi;
    rand_ring[i] = word < 0 ? word + 2147483647 : word;
  }
  rand_front = 3;
  rand_rear = 0;
  for (i = 0; i < 310; i++) rand();
}
int rand(void) {
  unsigned v;
  if (rand_front < 0) srand(1);
  v = rand_ring[rand_front] = (int)((unsigned)rand_ring[rand_front] + (unsigned)rand_ring[rand_rear]);
  rand_front = rand_front == 30 ? 0 : rand_front + 1;
  rand_rear = rand_rear == 30 ? 0 : rand_rear + 1;
  return (int)(v >> 1);
}
char *strncpy(char *to, const char *from, size_t n) { char *d = to; while (n && (*d = *from)) { d++; from++; n--; } while (n--) *d++ = 0; return to; }
char *strcat(char *to, const char *from) { strcpy(to + strlen(to), from); return to; }
char *strncat(char *to, const char *from, size_t n) { char *d = to + strlen(to); while (n-- && *from) *d++ = *from++; *d = 0; return to; }
char *strchr(const char *s, int c) { for (;; s++) { if (*s == (char)c) return (char *)s; if (!*s) return NULL; } }
char *strrchr(const char *s, int c) { const char *hit = NULL; for (;; s++) { if (*s == (char)c) hit = s; if (!*s) return (char *)hit; } }
void *memchr(const void *p, int c, size_t n) { const unsigned char *s = p; while (n--) { if (*s == (unsigned char)c) return (void *)s; s++; } return NULL; }
char *strstr(const char *s, const char *w) { size_t n = strlen(w); for (;; s++) { if (!strncmp(s, w, n)) return (char *)s; if (!*s) return NULL; } }
size_t strnlen(const char *s, size_t n) { size_t i = 0; while (i < n && s[i]) i++; return i; }
size_t strspn(const char *s, const char *set) { size_t n = 0; while (s[n] && strchr(set, s[n])) n++; return n; }
size_t strcspn(const char *s, const char *set) { size_t n = 0; while (s[n] && !strchr(set, s[n])) n++; return n; }
char *strpbrk(const char *s, const char *set) { s += strcspn(s, set); return *s ? (char *)s : NULL; }
char *strtok(char *s, const char *set) {
  static char *next;
  char *start;
  if (!s) s = next;
  if (!s) return NULL;
  s += strspn(s, set);
  if (!*s) { next = NULL; return NULL; }
  start = s;
  s += strcspn(s, set);
  if (*s) { *s = 0; next = s + 1; } else next = NULL;
  return start;
}
char *stpcpy(char *to, const char *from) { strcpy(to, from); return to + strlen(to); }
void *mempcpy(void *to, const void *from, size_t n) { return (char *)memcpy(to, from, n) + n; }
int strncasecmp(const char *a, const char *b, size_t n) {
  for (; n > 0; n--, a++, b++) {
    int d = tolower((unsigned char)*a) - tolower((unsigned char)*b);
    if (d || !*a) return d;
  }
  return 0;
}
int strcasecmp(const char *a, const char *b) { return strncasecmp(a, b, (size_t)-1); }
char *strdup(const char *s) { size_t n = strlen(s) + 1; char *d = malloc(n); return d ? memcpy(d, s, n) : NULL; }
int isdigit(int c) { return c >= '0' && c <= '9'; }
int isupper(int c) { return c >= 'A' && c <= 'Z'; }
int islower(int c) { return c >= 'a' && c <= 'z'; }
int isalpha(int c) { return isupper(c) || islower(c); }
int isalnum(int c) { return isalpha(c) || isdigit(c); }
int isspace(int c) { return c == ' ' || (c >= 9 && c <= 13); }
int isxdigit(int c) { return isdigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
int isprint(int c) { return c >= 32 && c < 127; }
int isgraph(int c) { return c > 32 && c < 127; }
int ispunct(int c) { return isgraph(c) && !isalnum(c); }
int iscntrl(int c) { return (c >= 0 && c < 32) || c == 127; }
int isblank(int c) { return c == ' ' || c == 9; }
int toupper(int c) { return islower(c) ? c - 32 : c; }
int tolower(int c) { return isupper(c) ? c + 32 : c; }
`.replace('static int rand_state[34 + 310 + 1];\n', '');
