/**
 * Headers of programs: those of the small C library, and the ones that lead to the system. Values of constants as the
 * kernel takes them (ARM, include/uapi/asm-generic). Not there: sockets, threads, locales, wide characters.
 */
import { HEADER_NAMES, libraryHeader } from '../../c/libc/headers';
import { ERRNO } from '../errno';

const once = (body: string): string => `#pragma once\n${body.trim()}\n`;
const base = (name: string): string => libraryHeader(`<c>/${name}`) ?? '';
const extended = (name: string, more: string): string => `${base(name)}\n${more.trim()}\n`;

const TYPES = `
#include <stddef.h>
#include <stdint.h>
typedef int ssize_t;
typedef long off_t;
typedef int pid_t;
typedef unsigned int mode_t;
typedef unsigned long dev_t;
typedef long time_t;
typedef long suseconds_t;
typedef unsigned int useconds_t;
typedef unsigned int uid_t;
typedef unsigned char u_char;
typedef unsigned short u_short;
typedef unsigned int u_int;
typedef unsigned long u_long;`;

const STDIO = `
#include <sys/types.h>
#define BUFSIZ 512
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#define _IONBF 2
#define _IOLBF 1
#define _IOFBF 0
typedef struct __dmalab_file FILE;
extern FILE *stdin, *stdout, *stderr;
int fprintf(FILE *stream, const char *format, ...) __attribute__((format(printf, 2, 3)));
int vfprintf(FILE *stream, const char *format, __builtin_va_list list);
int dprintf(int fd, const char *format, ...) __attribute__((format(printf, 2, 3)));
int fputc(int c, FILE *stream);
int fputs(const char *s, FILE *stream);
int fgetc(FILE *stream);
char *fgets(char *to, int size, FILE *stream);
size_t fread(void *to, size_t size, size_t count, FILE *stream);
size_t fwrite(const void *from, size_t size, size_t count, FILE *stream);
int fflush(FILE *stream);
FILE *fopen(const char *path, const char *mode);
int fclose(FILE *stream);
int feof(FILE *stream);
int ferror(FILE *stream);
int fileno(FILE *stream);
int setvbuf(FILE *stream, char *buffer, int mode, size_t size);
void perror(const char *what);
#define putc(c, stream) fputc(c, stream)
#define getc(stream) fgetc(stream)`;

const UNISTD = `
#include <sys/types.h>
#define STDIN_FILENO 0
#define STDOUT_FILENO 1
#define STDERR_FILENO 2
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#define _SC_PAGESIZE 30
#define _SC_PAGE_SIZE 30
int close(int fd);
ssize_t read(int fd, void *to, size_t count);
ssize_t write(int fd, const void *from, size_t count);
off_t lseek(int fd, off_t offset, int whence);
int dup2(int from, int to);
pid_t getpid(void);
unsigned int sleep(unsigned int seconds);
int usleep(useconds_t microseconds);
int pause(void);
void *sbrk(long bytes);
long sysconf(int name);
int getpagesize(void);
void _exit(int status) __attribute__((noreturn));`;

const FCNTL = `
#include <sys/types.h>
#define O_RDONLY 0
#define O_WRONLY 1
#define O_RDWR 2
#define O_ACCMODE 3
#define O_CREAT 0100
#define O_EXCL 0200
#define O_NOCTTY 0400
#define O_TRUNC 01000
#define O_APPEND 02000
#define O_NONBLOCK 04000
#define O_NDELAY O_NONBLOCK
#define FASYNC 020000
#define O_ASYNC 020000
#define O_CLOEXEC 02000000
#define O_SYNC 04010000
#define F_GETFL 3
#define F_SETFL 4
#define F_SETOWN 8
int open(const char *path, int flags, ...);
int fcntl(int fd, int command, ...);`;

const IOCTL = `
#define _IOC_NRBITS 8
#define _IOC_TYPEBITS 8
#define _IOC_SIZEBITS 14
#define _IOC_DIRBITS 2
#define _IOC_NONE 0U
#define _IOC_WRITE 1U
#define _IOC_READ 2U
#define _IOC(dir, type, nr, size) (((unsigned)(dir) << 30) | ((unsigned)(size) << 16) | ((unsigned)(type) << 8) | (unsigned)(nr))
#define _IO(type, nr) _IOC(_IOC_NONE, type, nr, 0)
#define _IOR(type, nr, size) _IOC(_IOC_READ, type, nr, sizeof(size))
#define _IOW(type, nr, size) _IOC(_IOC_WRITE, type, nr, sizeof(size))
#define _IOWR(type, nr, size) _IOC(_IOC_READ | _IOC_WRITE, type, nr, sizeof(size))
#define _IOC_DIR(nr) ((unsigned)(nr) >> 30)
#define _IOC_TYPE(nr) (((nr) >> 8) & 0xff)
#define _IOC_NR(nr) ((nr) & 0xff)
#define _IOC_SIZE(nr) (((nr) >> 16) & 0x3fff)`;

const MMAN = `
#include <sys/types.h>
#define PROT_NONE 0
#define PROT_READ 1
#define PROT_WRITE 2
#define PROT_EXEC 4
#define MAP_SHARED 1
#define MAP_PRIVATE 2
#define MAP_FIXED 0x10
#define MAP_ANONYMOUS 0x20
#define MAP_FAILED ((void *)-1)
void *mmap(void *where, size_t length, int protection, int flags, int fd, off_t offset);
int munmap(void *where, size_t length);`;

const POLL = `
#define POLLIN 0x0001
#define POLLPRI 0x0002
#define POLLOUT 0x0004
#define POLLERR 0x0008
#define POLLHUP 0x0010
#define POLLNVAL 0x0020
#define POLLRDNORM 0x0040
#define POLLWRNORM 0x0100
typedef unsigned long nfds_t;
struct pollfd { int fd; short events; short revents; };
int poll(struct pollfd *fds, nfds_t count, int timeout);`;

const TIME = `
#include <sys/types.h>
#define CLOCK_REALTIME 0
#define CLOCK_MONOTONIC 1
#define CLOCK_MONOTONIC_RAW 4
struct timespec { time_t tv_sec; long tv_nsec; };
struct timeval { time_t tv_sec; suseconds_t tv_usec; };
int nanosleep(const struct timespec *wanted, struct timespec *left);
int clock_gettime(int clock, struct timespec *now);
int gettimeofday(struct timeval *now, void *zone);
time_t time(time_t *now);`;

const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGILL: 4, SIGABRT: 6, SIGBUS: 7, SIGFPE: 8, SIGKILL: 9, SIGUSR1: 10, SIGSEGV: 11, SIGUSR2: 12, SIGPIPE: 13, SIGALRM: 14, SIGTERM: 15, SIGCHLD: 17, SIGSTOP: 19, SIGIO: 29, SIGPOLL: 29 };
const SIGNAL = `
#include <sys/types.h>
${Object.entries(SIGNALS).map(([name, number]) => `#define ${name} ${number}`).join('\n')}
#define SA_SIGINFO 4
#define SA_RESTART 0x10000000
typedef void (*sighandler_t)(int);
typedef unsigned long sigset_t;
typedef int sig_atomic_t;
#define SIG_DFL ((sighandler_t)0)
#define SIG_IGN ((sighandler_t)1)
#define SIG_ERR ((sighandler_t)-1)
struct sigaction { sighandler_t sa_handler; sigset_t sa_mask; int sa_flags; };
#define sigemptyset(set) (*(set) = 0, 0)
#define sigfillset(set) (*(set) = ~0ul, 0)
#define sigaddset(set, number) (*(set) |= 1ul << ((number) - 1), 0)
sighandler_t signal(int number, sighandler_t handler);
int sigaction(int number, const struct sigaction *wanted, struct sigaction *old);
int kill(pid_t pid, int number);
int raise(int number);`;

const KERNEL_TYPES = [['8', 'char'], ['16', 'short'], ['32', 'int'], ['64', 'long long']].map(([bits, type]) => `typedef unsigned ${type} __u${bits};\ntypedef signed ${type} __s${bits};`).join('\n');

const FIXED_ERRNO = { EDOM: 33, ENAMETOOLONG: 36, EWOULDBLOCK: 11, ENOTSUP: 95 };
const ERRNO_TEXT = `extern int errno;\n${Object.entries({ ...ERRNO, ...FIXED_ERRNO }).filter(([, number]) => number < 512).map(([name, number]) => `#define ${name} ${number}`).join('\n')}`;

const OWN: Readonly<Record<string, string>> = {
  'stdio.h': extended('stdio.h', STDIO),
  'stdlib.h': extended('stdlib.h', 'int atexit(void (*routine)(void));\nchar *getenv(const char *name);'),
  'string.h': extended('string.h', 'char *strerror(int error);\nvoid *memmem(const void *where, size_t room, const void *what, size_t length);'),
  'errno.h': once(ERRNO_TEXT),
  'unistd.h': once(UNISTD),
  'fcntl.h': once(FCNTL),
  'sys/ioctl.h': once(`#include <linux/ioctl.h>\nint ioctl(int fd, unsigned long request, ...);`),
  'linux/ioctl.h': once(IOCTL),
  'asm/ioctl.h': once('#include <linux/ioctl.h>'),
  'sys/mman.h': once(MMAN),
  'poll.h': once(POLL),
  'sys/poll.h': once('#include <poll.h>'),
  'sys/types.h': once(TYPES),
  'sys/stat.h': once('#include <sys/types.h>\n#define S_IRUSR 0400\n#define S_IWUSR 0200\n#define S_IRWXU 0700'),
  'signal.h': once(SIGNAL),
  'sys/time.h': once('#include <time.h>'),
  'time.h': once(TIME),
  'linux/types.h': once(KERNEL_TYPES),
  'asm/types.h': once('#include <linux/types.h>'),
  'memory.h': once('#include <string.h>'),
};

/** What programs cannot do here, said where they include it. */
const MISSING: Readonly<Record<string, string>> = {
  'pthread.h': 'programs have one thread here: start a second program in its place',
  'sys/socket.h': 'there is no network here',
  'sys/epoll.h': 'there is no epoll here: use poll()',
  'sys/select.h': 'there is no select() here: use poll()',
  'sys/wait.h': 'programs cannot start others here',
};

/** Text of a header such as "sys/mman.h"; null when there is none. */
export function userHeader(name: string): string | null {
  if (Object.hasOwn(OWN, name)) return OWN[name];
  if (Object.hasOwn(MISSING, name)) return `#error ${MISSING[name]}\n`;
  return libraryHeader(`<c>/${name}`);
}

export const USER_HEADER_NAMES: readonly string[] = [...new Set([...Object.keys(OWN), ...HEADER_NAMES])].sort();
