/**
 * The C library of programs, as far as it is not that of core/c/libc: what asks the system, formatted output, memory
 * blocks. It is C, compiled with every program and run like it, so its state lies in simulated memory. Names with __ that
 * have no body are natives (user-natives.ts).
 */
import { ERRNO, errorWords } from '../errno';

const CALLS = `
#include <stddef.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <errno.h>
#include <unistd.h>
#include <fcntl.h>
#include <poll.h>
#include <time.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <signal.h>
int __sys_open(const char *path, int flags);
int __sys_close(int fd);
int __sys_read(int fd, void *to, size_t count);
int __sys_write(int fd, const void *from, size_t count);
int __sys_ioctl(int fd, unsigned long request, unsigned long argument);
int __sys_lseek(int fd, long offset, int whence);
int __sys_mmap(int fd, long offset, size_t length, int protection);
int __sys_munmap(void *where, size_t length);
int __sys_poll(int fd, int events, int timeout);
int __sys_dup2(int from, int to);
int __sys_getpid(void);
int __sys_fcntl(int fd, int command, long argument);
int __sys_brk(size_t bytes, int pages);
int __sys_clock_nanosleep(unsigned long seconds, unsigned long nanoseconds);
unsigned long long __sys_clock_gettime(void);
int __sys_pause(void);
int __sys_rt_sigaction(int number, void (*handler)(int));
int __sys_kill(int pid, int number);
void __sys_exit(int status) __attribute__((noreturn));
unsigned long __variadic(va_list list);
/* 512: the kernel would make the call again; here it ends as if interrupted. */
static int answer(int result) {
  if (result == -512) result = -EINTR;
  if (result < 0 && result >= -4095) { errno = -result; return -1; }
  return result;
}
int open(const char *path, int flags, ...) { return answer(__sys_open(path, flags)); }
int close(int fd) { return answer(__sys_close(fd)); }
ssize_t read(int fd, void *to, size_t count) { return answer(__sys_read(fd, to, count)); }
ssize_t write(int fd, const void *from, size_t count) { return answer(__sys_write(fd, from, count)); }
off_t lseek(int fd, off_t offset, int whence) { return answer(__sys_lseek(fd, offset, whence)); }
int dup2(int from, int to) { return answer(__sys_dup2(from, to)); }
pid_t getpid(void) { return __sys_getpid(); }
int pause(void) { return answer(__sys_pause()); }
int ioctl(int fd, unsigned long request, ...) {
  va_list list;
  va_start(list, request);
  return answer(__sys_ioctl(fd, request, __variadic(list)));
}
int fcntl(int fd, int command, ...) {
  va_list list;
  va_start(list, command);
  return answer(__sys_fcntl(fd, command, (long)__variadic(list)));
}
void *mmap(void *where, size_t length, int protection, int flags, int fd, off_t offset) {
  if (flags & MAP_FIXED) { errno = EINVAL; return MAP_FAILED; }
  if (flags & MAP_ANONYMOUS) return (void *)answer(__sys_brk(length, 1));
  return (void *)answer(__sys_mmap(fd, offset, length, protection));
}
int munmap(void *where, size_t length) { return answer(__sys_munmap(where, length)); }
void *sbrk(long bytes) {
  if (bytes < 0) { errno = EINVAL; return (void *)-1; }
  return (void *)answer(__sys_brk(bytes, 0));
}
long sysconf(int name) {
  if (name == _SC_PAGESIZE) return 4096;
  errno = EINVAL;
  return -1;
}
int getpagesize(void) { return 4096; }
/* The kernel looks at one descriptor at a time; several are asked in turn, each millisecond. */
int poll(struct pollfd *fds, nfds_t count, int timeout) {
  nfds_t i;
  int ready = 0, left = timeout;
  if (count == 1 && fds->fd >= 0) {
    int events = __sys_poll(fds->fd, fds->events, timeout);
    fds->revents = events < 0 ? 0 : events;
    return events < 0 ? answer(events) : events != 0;
  }
  for (;;) {
    for (i = 0; i < count; i++) {
      int events = fds[i].fd < 0 ? 0 : __sys_poll(fds[i].fd, fds[i].events, 0);
      if (events < 0) return answer(events);
      fds[i].revents = events;
      if (events) ready++;
    }
    if (ready || left == 0) return ready;
    if (left > 0) left--;
    if (__sys_clock_nanosleep(0, 1000000) < 0) { errno = EINTR; return -1; }
  }
}
int nanosleep(const struct timespec *wanted, struct timespec *left) {
  if (wanted->tv_sec < 0 || wanted->tv_nsec < 0 || wanted->tv_nsec > 999999999) { errno = EINVAL; return -1; }
  return answer(__sys_clock_nanosleep(wanted->tv_sec, wanted->tv_nsec));
}
unsigned int sleep(unsigned int seconds) { return __sys_clock_nanosleep(seconds, 0) < 0 ? 1 : 0; }
int usleep(useconds_t microseconds) { return answer(__sys_clock_nanosleep(microseconds / 1000000, microseconds % 1000000 * 1000)); }
int clock_gettime(int clock, struct timespec *now) {
  unsigned long long ns = __sys_clock_gettime();
  now->tv_sec = (time_t)(ns / 1000000000);
  now->tv_nsec = (long)(ns % 1000000000);
  return 0;
}
int gettimeofday(struct timeval *now, void *zone) {
  unsigned long long ns = __sys_clock_gettime();
  now->tv_sec = (time_t)(ns / 1000000000);
  now->tv_usec = (long)(ns % 1000000000 / 1000);
  return 0;
}
time_t time(time_t *now) {
  time_t seconds = (time_t)(__sys_clock_gettime() / 1000000000);
  if (now) *now = seconds;
  return seconds;
}
sighandler_t signal(int number, sighandler_t handler) {
  return (sighandler_t)answer(__sys_rt_sigaction(number, handler));
}
int sigaction(int number, const struct sigaction *wanted, struct sigaction *old) {
  int before = 0;
  if (wanted && (wanted->sa_flags & SA_SIGINFO)) { errno = ENOSYS; return -1; }
  if (wanted) before = answer(__sys_rt_sigaction(number, wanted->sa_handler));
  if (before == -1) return -1;
  if (old) { memset(old, 0, sizeof *old); old->sa_handler = (sighandler_t)before; }
  return 0;
}
int kill(pid_t pid, int number) { return answer(__sys_kill(pid, number)); }
int raise(int number) { return kill(getpid(), number); }
char *getenv(const char *name) { return NULL; }
`;

const MEMORY = `
void __overlap(const void *at, size_t size);
void *memcpy(void *to, const void *from, size_t n) {
  char *d = to;
  const char *s = from;
  if (n && d != s && d < s + n && s < d + n) __overlap(to, n);
  if ((((unsigned)d | (unsigned)s) & 3) == 0)
    for (; n >= 4; n -= 4) { *(unsigned *)d = *(const unsigned *)s; d += 4; s += 4; }
  while (n--) *d++ = *s++;
  return to;
}
void *memmove(void *to, const void *from, size_t n) {
  char *d = to;
  const char *s = from;
  if (d <= s || d >= s + n) while (n--) *d++ = *s++;
  else while (n--) d[n] = s[n];
  return to;
}
void *memset(void *to, int value, size_t n) {
  char *d = to;
  unsigned word = (unsigned char)value * 0x01010101u;
  while (n && ((unsigned)d & 3)) { *d++ = value; n--; }
  for (; n >= 4; n -= 4) { *(unsigned *)d = word; d += 4; }
  while (n--) *d++ = value;
  return to;
}
int memcmp(const void *a, const void *b, size_t n) {
  const unsigned char *x = a, *y = b;
  for (; n; n--, x++, y++) if (*x != *y) return *x < *y ? -1 : 1;
  return 0;
}
size_t strlen(const char *s) { size_t n = 0; while (s[n]) n++; return n; }
int strcmp(const char *a, const char *b) {
  while (*a && *a == *b) { a++; b++; }
  return (unsigned char)*a - (unsigned char)*b;
}
int strncmp(const char *a, const char *b, size_t n) {
  for (; n; n--, a++, b++) if (*a != *b || !*a) return (unsigned char)*a - (unsigned char)*b;
  return 0;
}
char *strcpy(char *to, const char *from) { char *d = to; while ((*d++ = *from++)) ; return to; }
void *memmem(const void *where, size_t room, const void *what, size_t length) {
  const char *s = where;
  for (; room >= length; room--, s++) if (!memcmp(s, what, length)) return (void *)s;
  return NULL;
}
/* Blocks: 32 bytes of header, of which the last 8 nobody may touch; data; at least 16 bytes that nobody may touch. */
struct __block { struct __block *older, *next; size_t size, room; unsigned mark; };
enum { HEADER = 32, ZONE = 16, CHUNK = 16384, QUARANTINE = 65536, UNSET = 1, READY = 3, HEAP_ZONE = 4, FREED = 8 };
#define USED_MARK 0x5ab10c4du
#define FREED_MARK 0xdeadb10cu
void __shadow(void *at, size_t size, int kind);
unsigned __look(const void *at);
void __bad_free(void *block, int twice, size_t size);
static struct __block *__heap_newest;
static struct __block *freed_first, *freed_last, *pool;
static size_t freed_bytes;
static char *chunk, *chunk_end;
static struct __block *reuse(size_t room) {
  struct __block **at = &pool, *b;
  for (; (b = *at); at = &b->next)
    if (b->room >= room && b->room <= room + room / 4 + 64) { *at = b->next; return b; }
  return NULL;
}
static struct __block *fresh(size_t room) {
  struct __block *b;
  if ((size_t)(chunk_end - chunk) < room + HEADER) {
    size_t bytes = room + HEADER > CHUNK ? room + HEADER : CHUNK;
    int at = __sys_brk(bytes, 1);
    if (at < 0 && at >= -4095) return NULL;
    chunk = (char *)at;
    chunk_end = chunk + bytes;
    __shadow(chunk, bytes, HEAP_ZONE);
  }
  b = (struct __block *)chunk;
  chunk += room + HEADER;
  __shadow(b, sizeof *b, READY);
  b->room = room;
  b->older = __heap_newest;
  __heap_newest = b;
  return b;
}
void *malloc(size_t size) {
  size_t room = (size + ZONE + 7) & ~(size_t)7;
  struct __block *b = size > 0x7fffffff ? NULL : reuse(room);
  if (!b && size <= 0x7fffffff) b = fresh(room);
  if (!b) { errno = ENOMEM; return NULL; }
  b->size = size;
  b->mark = USED_MARK ^ (unsigned)b;
  __shadow((char *)b + HEADER, b->room, HEAP_ZONE);
  __shadow((char *)b + HEADER, size, UNSET);
  return (char *)b + HEADER;
}
void free(void *p) {
  struct __block *b = (struct __block *)((char *)p - HEADER);
  unsigned mark;
  if (!p) return;
  mark = (unsigned)p & 7 ? 0 : __look(&b->mark);
  if (mark == (FREED_MARK ^ (unsigned)b)) __bad_free(p, 1, b->size);
  if (mark != (USED_MARK ^ (unsigned)b)) __bad_free(p, 0, 0);
  b->mark = FREED_MARK ^ (unsigned)b;
  b->next = NULL;
  __shadow(p, b->size, FREED);
  if (freed_last) freed_last->next = b; else freed_first = b;
  freed_last = b;
  freed_bytes += b->room;
  while (freed_bytes > QUARANTINE) {
    b = freed_first;
    freed_first = b->next;
    if (!freed_first) freed_last = NULL;
    freed_bytes -= b->room;
    b->next = pool;
    pool = b;
  }
}
void *calloc(size_t count, size_t size) {
  void *p = size && count > 0x7fffffff / size ? (errno = ENOMEM, NULL) : malloc(count * size);
  return p ? memset(p, 0, count * size) : NULL;
}
void *realloc(void *p, size_t size) {
  struct __block *b = (struct __block *)((char *)p - HEADER);
  void *made;
  if (!p) return malloc(size);
  if (((unsigned)p & 7) || __look(&b->mark) != (USED_MARK ^ (unsigned)b)) free(p);
  made = malloc(size);
  if (!made) return NULL;
  memcpy(made, p, b->size < size ? b->size : size);
  free(p);
  return made;
}
double __strtod(const char *text);
int __strtod_length(const char *text);
double strtod(const char *text, char **end) {
  if (end) *end = (char *)text + __strtod_length(text);
  return __strtod(text);
}
`;

const STREAMS = `
struct __dmalab_file { int fd, flags, used, at, end; char buffer[BUFSIZ]; };
enum { OPEN = 1, AT_ONCE = 2, ENDED = 4, FAILED = 8, WHOLE = 16 };
static FILE files[8] = { { 0, OPEN }, { 1, OPEN }, { 2, OPEN | AT_ONCE } };
FILE *stdin = &files[0], *stdout = &files[1], *stderr = &files[2];
/* Eight characters of the formatted text from 'at' on; with at < 0, its length. */
unsigned long long __format(const char *format, va_list list, int at);
int fflush(FILE *f) {
  int done = 0, i, bad = 0;
  if (!f) {
    for (i = 0; i < 8; i++) if ((files[i].flags & OPEN) && fflush(&files[i])) bad = EOF;
    return bad;
  }
  while (done < f->used) {
    int n = write(f->fd, f->buffer + done, f->used - done);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) { f->flags |= FAILED; bad = EOF; break; }
    done += n;
  }
  f->used = 0;
  return bad;
}
static void put(FILE *f, char c) {
  f->buffer[f->used++] = c;
  if (f->used == BUFSIZ || (c == '\\n' && !(f->flags & (AT_ONCE | WHOLE)))) fflush(f);
}
static int settle(FILE *f, int result) {
  if (f->flags & AT_ONCE) fflush(f);
  return f->flags & FAILED ? EOF : result;
}
int vfprintf(FILE *f, const char *format, va_list list) {
  int n = (int)__format(format, list, -1), i, k;
  for (i = 0; i < n; i += 8) {
    unsigned long long part = __format(format, list, i);
    for (k = 0; k < 8 && i + k < n; k++, part >>= 8) put(f, (char)part);
  }
  return settle(f, n);
}
int vsnprintf(char *to, size_t size, const char *format, va_list list) {
  int n = (int)__format(format, list, -1), most = size == 0 ? 0 : n < (int)(size - 1) || (int)size < 0 ? n : (int)(size - 1), i, k;
  for (i = 0; i < most; i += 8) {
    unsigned long long part = __format(format, list, i);
    for (k = 0; k < 8 && i + k < most; k++, part >>= 8) to[i + k] = (char)part;
  }
  if (size) to[most] = 0;
  return n;
}
int vsprintf(char *to, const char *format, va_list list) { return vsnprintf(to, 0x7fffffff, format, list); }
int vprintf(const char *format, va_list list) { return vfprintf(stdout, format, list); }
#define LIST(last, call) va_list list; int n; va_start(list, last); n = call; va_end(list); return n
int printf(const char *format, ...) { LIST(format, vfprintf(stdout, format, list)); }
int fprintf(FILE *f, const char *format, ...) { LIST(format, vfprintf(f, format, list)); }
int sprintf(char *to, const char *format, ...) { LIST(format, vsnprintf(to, 0x7fffffff, format, list)); }
int snprintf(char *to, size_t size, const char *format, ...) { LIST(format, vsnprintf(to, size, format, list)); }
int dprintf(int fd, const char *format, ...) {
  FILE f = { fd, OPEN | WHOLE };
  va_list list;
  int n;
  va_start(list, format);
  n = vfprintf(&f, format, list);
  return fflush(&f) ? EOF : n;
}
int fputc(int c, FILE *f) { put(f, (char)c); return settle(f, (unsigned char)c); }
int putchar(int c) { return fputc(c, stdout); }
int fputs(const char *s, FILE *f) { while (*s) put(f, *s++); return settle(f, 1); }
int puts(const char *s) { while (*s) put(stdout, *s++); put(stdout, '\\n'); return settle(stdout, 1); }
size_t fwrite(const void *from, size_t size, size_t count, FILE *f) {
  const char *s = from;
  size_t i;
  for (i = 0; i < size * count; i++) put(f, s[i]);
  return settle(f, 0) ? 0 : count;
}
int fgetc(FILE *f) {
  if (f->at == f->end) {
    int n;
    if (f == stdin) fflush(stdout);
    n = read(f->fd, f->buffer, BUFSIZ);
    if (n <= 0) { f->flags |= n < 0 ? FAILED : ENDED; return EOF; }
    f->at = 0;
    f->end = n;
  }
  return (unsigned char)f->buffer[f->at++];
}
int getchar(void) { return fgetc(stdin); }
char *fgets(char *to, int size, FILE *f) {
  int n = 0, c = 0;
  while (n + 1 < size && c != '\\n' && (c = fgetc(f)) != EOF) to[n++] = (char)c;
  if (n == 0) return NULL;
  to[n] = 0;
  return to;
}
size_t fread(void *to, size_t size, size_t count, FILE *f) {
  char *d = to;
  size_t n = 0;
  int c;
  while (n < size * count && (c = fgetc(f)) != EOF) d[n++] = (char)c;
  return size ? n / size : 0;
}
FILE *fopen(const char *path, const char *mode) {
  int plus = strchr(mode, '+') != NULL, i, fd;
  int flags = *mode == 'r' ? (plus ? O_RDWR : O_RDONLY) : (plus ? O_RDWR : O_WRONLY) | O_CREAT | (*mode == 'a' ? O_APPEND : O_TRUNC);
  for (i = 3; i < 8 && (files[i].flags & OPEN); i++) ;
  if (i == 8) { errno = EMFILE; return NULL; }
  fd = open(path, flags, 0666);
  if (fd < 0) return NULL;
  files[i].fd = fd;
  files[i].flags = OPEN | WHOLE;
  files[i].used = files[i].at = files[i].end = 0;
  return &files[i];
}
int fclose(FILE *f) {
  int bad = fflush(f);
  f->flags = 0;
  return close(f->fd) || bad ? EOF : 0;
}
int feof(FILE *f) { return (f->flags & ENDED) != 0; }
int ferror(FILE *f) { return (f->flags & FAILED) != 0; }
int fileno(FILE *f) { return f->fd; }
int setvbuf(FILE *f, char *buffer, int mode, size_t size) {
  f->flags = (f->flags & ~(AT_ONCE | WHOLE)) | (mode == _IONBF ? AT_ONCE : mode == _IOFBF ? WHOLE : 0);
  return 0;
}
char *strerror(int error) {
  static char unknown[32];
  switch (error) {
    case 0: return (char *)"Success";
ERRORS
  }
  snprintf(unknown, sizeof unknown, "Unknown error %d", error);
  return unknown;
}
void perror(const char *what) {
  int error = errno;
  if (what && *what) fprintf(stderr, "%s: %s\\n", what, strerror(error));
  else fprintf(stderr, "%s\\n", strerror(error));
}
`;

const ENDS = `
static void (*exits[32])(void);
static int exit_count;
static const char *program = "program";
int atexit(void (*routine)(void)) {
  if (exit_count == 32) return -1;
  exits[exit_count++] = routine;
  return 0;
}
void _exit(int status) { __sys_exit(status & 255); }
void exit(int status) {
  while (exit_count > 0) exits[--exit_count]();
  fflush(NULL);
  __sys_exit(status & 255);
}
void __assert_fail(const char *what, const char *file, int line, const char *function) {
  fflush(stdout);
  fprintf(stderr, "%s: %s:%d: %s: Assertion \`%s' failed.\\n", program, file, line, function, what);
  abort();
}
extern int main();
void __dmalab_start(int argc, char **argv) {
  int (*entry)(int, char **, char **) = (int (*)(int, char **, char **))main;
  char *none = NULL;
  if (argc > 0) program = strrchr(argv[0], '/') ? strrchr(argv[0], '/') + 1 : argv[0];
  exit(entry(argc, argv, &none));
}
`;

const errors = [...new Set(Object.values(ERRNO))].filter((number) => number < 512).map((number) => `    case ${number}: return (char *)${JSON.stringify(errorWords(number))};`).join('\n');

export const USER_LIBRARY_SOURCE = CALLS + MEMORY + STREAMS.replace('ERRORS', errors) + ENDS;
/** Where a program begins. */
export const USER_ENTRY = '__dmalab_start';
/** Functions of it that copy memory whether it holds values or not. */
export const COPYING: readonly string[] = ['memcpy', 'memmove'];
