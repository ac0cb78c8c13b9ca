/** The headers of the small C library, as text. Functions that run natively are declared from their one table. */
import { PROTOTYPES } from './natives';

const natives = (header: string): string => PROTOTYPES.filter((p) => p.header === header).map((p) => `${p.prototype};`).join('\n');
const once = (body: string): string => `#pragma once\n${body}\n`;

const limits = `
#define CHAR_BIT 8
#define SCHAR_MIN (-128)
#define SCHAR_MAX 127
#define UCHAR_MAX 255
#ifdef __CHAR_UNSIGNED__
#define CHAR_MIN 0
#define CHAR_MAX 255
#else
#define CHAR_MIN (-128)
#define CHAR_MAX 127
#endif
#define SHRT_MIN (-32768)
#define SHRT_MAX 32767
#define USHRT_MAX 65535
#define INT_MAX 2147483647
#define INT_MIN (-INT_MAX - 1)
#define UINT_MAX 4294967295U
#define LONG_MAX 2147483647L
#define LONG_MIN (-LONG_MAX - 1L)
#define ULONG_MAX 4294967295UL
#define LLONG_MAX 9223372036854775807LL
#define LLONG_MIN (-LLONG_MAX - 1LL)
#define ULLONG_MAX 18446744073709551615ULL`;

const stdint = [8, 16, 32, 64]
  .map((n) => {
    const base = { 8: 'char', 16: 'short', 32: 'int', 64: 'long long' }[n];
    const suffix = n === 64 ? 'LL' : '';
    const max = (1n << BigInt(n - 1)) - 1n;
    return `typedef signed ${base} int${n}_t;
typedef unsigned ${base} uint${n}_t;
typedef signed ${base} int_least${n}_t;
typedef unsigned ${base} uint_least${n}_t;
#define INT${n}_MAX ${max}${suffix}
#define INT${n}_MIN (-${max}${suffix} - 1)
#define UINT${n}_MAX ${max * 2n + 1n}${n === 64 ? 'ULL' : n === 32 ? 'U' : ''}
#define INT${n}_C(c) c${suffix ? `##${suffix}` : ''}
#define UINT${n}_C(c) c${n === 64 ? '##ULL' : n === 32 ? '##U' : ''}`;
  })
  .join('\n') + `
typedef int intptr_t;
typedef unsigned int uintptr_t;
typedef long long intmax_t;
typedef unsigned long long uintmax_t;
typedef signed char int_fast8_t;
typedef unsigned char uint_fast8_t;
typedef int int_fast16_t;
typedef unsigned int uint_fast16_t;
typedef int int_fast32_t;
typedef unsigned int uint_fast32_t;
typedef long long int_fast64_t;
typedef unsigned long long uint_fast64_t;
#define INTPTR_MAX INT32_MAX
#define UINTPTR_MAX UINT32_MAX
#define INTMAX_MAX INT64_MAX
#define INTMAX_MIN INT64_MIN
#define UINTMAX_MAX UINT64_MAX
#define SIZE_MAX UINT32_MAX
#define PTRDIFF_MAX INT32_MAX
#define INTMAX_C(c) c##LL
#define UINTMAX_C(c) c##ULL`;

const inttypes = ['d', 'i', 'u', 'x', 'X', 'o'].flatMap((c) => [8, 16, 32, 64].map((n) => `#define PRI${c}${n} "${n === 64 ? 'll' : n === 16 ? 'h' : n === 8 ? 'hh' : ''}${c}"`).concat(`#define PRI${c}PTR "${c}"`, `#define PRI${c}MAX "ll${c}"`)).join('\n');

const HEADERS: Record<string, string> = {
  'stddef.h': once(`typedef __SIZE_TYPE__ size_t;\ntypedef __PTRDIFF_TYPE__ ptrdiff_t;\ntypedef __WCHAR_TYPE__ wchar_t;\n#define NULL ((void *)0)\n#define offsetof(type, member) __builtin_offsetof(type, member)\ntypedef struct { long long a; long double b; } max_align_t;`),
  'stdbool.h': once(`#define bool _Bool\n#define true 1\n#define false 0\n#define __bool_true_false_are_defined 1`),
  'stdarg.h': once(`typedef __builtin_va_list va_list;\n#define va_start(list, last) __builtin_va_start(list, last)\n#define va_arg(list, type) __builtin_va_arg(list, type)\n#define va_end(list) __builtin_va_end(list)\n#define va_copy(to, from) __builtin_va_copy(to, from)`),
  'limits.h': once(limits),
  'stdint.h': once(stdint),
  'inttypes.h': once(`#include <stdint.h>\n${inttypes}`),
  'float.h': once(`#define FLT_MAX 3.40282346638528859812e+38F\n#define FLT_MIN 1.17549435082228750797e-38F\n#define FLT_EPSILON 1.1920928955078125e-7F\n#define DBL_MAX 1.79769313486231570815e+308\n#define DBL_MIN 2.22507385850720138309e-308\n#define DBL_EPSILON 2.2204460492503130808e-16\n#define FLT_DIG 6\n#define DBL_DIG 15\n#define FLT_MANT_DIG 24\n#define DBL_MANT_DIG 53\n#define FLT_RADIX 2`),
  'errno.h': once(`extern int errno;\n#define EPERM 1\n#define ENOENT 2\n#define EIO 5\n#define EAGAIN 11\n#define ENOMEM 12\n#define EFAULT 14\n#define EBUSY 16\n#define EINVAL 22\n#define EDOM 33\n#define ERANGE 34`),
  'assert.h': `#undef assert\n#ifdef NDEBUG\n#define assert(x) ((void)0)\n#else\n${natives('assert.h')}\n#define assert(x) ((x) ? (void)0 : __assert_fail(#x, __FILE__, __LINE__, __func__))\n#endif\n`,
  'ctype.h': once(['isdigit', 'isupper', 'islower', 'isalpha', 'isalnum', 'isspace', 'isxdigit', 'isprint', 'isgraph', 'ispunct', 'iscntrl', 'isblank', 'toupper', 'tolower'].map((n) => `int ${n}(int c);`).join('\n')),
  'math.h': once(`${natives('math.h')}\n#define INFINITY __builtin_inff()\n#define NAN __builtin_nanf("")\n#define HUGE_VAL __builtin_inf()\n#define isnan(x) ((x) != (x))\n#define isinf(x) ((x) == HUGE_VAL || (x) == -HUGE_VAL)\n#define isfinite(x) (!isnan(x) && !isinf(x))\n#define M_PI 3.14159265358979323846`),
  'string.h': once(`#include <stddef.h>\n${natives('string.h')}
char *strncpy(char *to, const char *from, size_t n);
char *strcat(char *to, const char *from);
char *strncat(char *to, const char *from, size_t n);
char *strchr(const char *s, int c);
char *strrchr(const char *s, int c);
void *memchr(const void *p, int c, size_t n);
char *strstr(const char *s, const char *w);
size_t strnlen(const char *s, size_t n);
size_t strspn(const char *s, const char *set);
size_t strcspn(const char *s, const char *set);
char *strpbrk(const char *s, const char *set);
char *strtok(char *s, const char *set);
char *strdup(const char *s);
char *stpcpy(char *to, const char *from);
void *mempcpy(void *to, const void *from, size_t n);
char *strerror(int error);`),
  'stdio.h': once(`#include <stddef.h>
#include <stdarg.h>
#define EOF (-1)
typedef struct __dmalab_file FILE;
extern FILE *stdin, *stdout, *stderr;
#define stdin stdin
#define stdout stdout
#define stderr stderr
${natives('stdio.h')}
#define putc(c, stream) fputc(c, stream)
#define getc(stream) fgetc(stream)
int fgetc(FILE *stream);
char *fgets(char *to, int size, FILE *stream);
size_t fwrite(const void *from, size_t size, size_t count, FILE *stream);
int fflush(FILE *stream);
void perror(const char *what);`),
  'alloca.h': once(`#define alloca(size) __builtin_alloca(size)`),
  'strings.h': once(`#include <stddef.h>\nint strcasecmp(const char *a, const char *b);\nint strncasecmp(const char *a, const char *b, size_t n);`),
  'sys/types.h': once(`#include <stddef.h>\ntypedef int ssize_t;\ntypedef long off_t;\ntypedef int pid_t;\ntypedef unsigned int uid_t;\ntypedef unsigned int gid_t;\ntypedef unsigned int mode_t;`),
  'stdlib.h': once(`#include <stddef.h>\n#include <alloca.h>\n#define EXIT_SUCCESS 0\n#define EXIT_FAILURE 1\n#define RAND_MAX 2147483647\n${natives('stdlib.h')}
void qsort(void *p, size_t n, size_t size, int (*cmp)(const void *, const void *));
void *bsearch(const void *key, const void *p, size_t n, size_t size, int (*cmp)(const void *, const void *));
long strtol(const char *s, char **end, int base);
unsigned long strtoul(const char *s, char **end, int base);
long long strtoll(const char *s, char **end, int base);
unsigned long long strtoull(const char *s, char **end, int base);
int atoi(const char *s);
long atol(const char *s);
long long atoll(const char *s);
double atof(const char *s);
int abs(int v);
long labs(long v);
long long llabs(long long v);
void srand(unsigned seed);
int rand(void);`),
};

/** Text of `<c>/name`, where the preprocessor looks last. */
export function libraryHeader(path: string): string | null {
  return path.startsWith('<c>/') ? (HEADERS[path.slice(4)] ?? null) : null;
}
export const HEADER_NAMES = Object.keys(HEADERS);
