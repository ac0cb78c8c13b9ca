/** Programs in C, as their author compiles and runs them. */
import { describe, expect, it } from 'vitest';
import { TestBench } from '../test-bench';
import { utf8Bytes } from '../utf8';
import { USER_HEADER_NAMES } from './user-headers';

function bench(source: string, name = 'app'): TestBench {
  const made = new TestBench('linux-4.x');
  made.kernel.core.files.setContent(`/root/${name}.c`, utf8Bytes(source));
  return made;
}

/** Compile and run; what it printed. */
function run(source: string, args = ''): { made: TestBench; lines: string[]; status: number } {
  const made = bench(source);
  expect(made.run('cc -Wall -o app app.c')).toEqual([]);
  const lines = made.run(`./app ${args}`, 400_000_000);
  return { made, lines, status: made.kernel.shell.status };
}

describe('a program in C', () => {
  it('gets its arguments, prints, and ends with a status', () => {
    const { lines, status } = run('#include <stdio.h>\nint main(int argc, char **argv) { int i; for (i = 1; i < argc; i++) printf("%d: %s\\n", i, argv[i]); return argc; }', 'one "and two"');
    expect(lines).toEqual(['1: one', '2: and two']);
    expect(status).toBe(3);
  });

  it('formats as C does', () => {
    const { lines } = run(`#include <stdio.h>
#include <string.h>
#include <stdint.h>
#include <inttypes.h>
int main(void) { char b[20]; uint64_t big = 0x123456789abcdefULL; int n = snprintf(b, sizeof b, "%s-%05d-%-4x|%c", "a long text", -42, 0xab, 'z');
  printf("%d '%s' %zu\\n%8.3f %e %g\\n%llu %" PRIx64 "\\n%p %p\\n%%%5s|%-5s|\\n", n, b, strlen(b), 3.14159, 12345.678, 0.0001, 18446744073709551615ULL, big, (void *)0x1234, (void *)0, "ab", "cd");
  fprintf(stderr, "%s\\n", "to stderr"); puts("end"); return 0; }`);
    expect(lines).toEqual(["24 'a long text--0042-a' 19", '   3.142 1.234568e+04 0.0001', '18446744073709551615 123456789abcdef', '0x1234 (nil)', '%   ab|cd   |', 'to stderr', 'end']);
  });

  it('has memory blocks, strings, sorting and numbers', () => {
    const { lines, made } = run(`#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static int by_value(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
int main(void) {
  int i, n = 300, *v = malloc(n * sizeof *v); char *s;
  long sum = 0;
  for (i = 0; i < n; i++) v[i] = (i * 7919) % 1000;
  qsort(v, n, sizeof *v, by_value);
  for (i = 1; i < n; i++) if (v[i - 1] > v[i]) printf("unsorted\\n");
  v = realloc(v, 2 * n * sizeof *v);
  memset(v + n, 0, n * sizeof *v);
  for (i = 0; i < 2 * n; i++) sum += v[i];
  s = strdup("copied");
  printf("%ld %s %d %ld %.2f\\n", sum, s, atoi("-17"), strtol("0x1f", NULL, 0), strtod("2.5e1", NULL));
  free(s); free(v);
  for (i = 0; i < 2000; i++) { char *p = calloc(1, 100 + i % 50); p[99] = 1; free(p); }
  printf("%s\\n", calloc(0x10000, 0x10000) == NULL ? "refused" : "given");
  return 0; }`);
    expect(lines).toEqual([`${Array.from({ length: 300 }, (_, i) => (i * 7919) % 1000).reduce((a, b) => a + b)} copied -17 31 25.00`, 'refused']);
    expect(made.rules()).toEqual([]);
  });

  it('reads, writes and seeks in files, and tells errors', () => {
    const { lines } = run(`#include <stdio.h>
#include <string.h>
#include <errno.h>
#include <unistd.h>
#include <fcntl.h>
int main(void) {
  char b[32] = ""; FILE *f; int fd = open("note", O_RDWR | O_CREAT, 0644);
  printf("%d %d\\n", fd, (int)write(fd, "hello world", 11));
  lseek(fd, 6, SEEK_SET);
  printf("%d %s\\n", (int)read(fd, b, sizeof b), b);
  close(fd);
  printf("%d %s\\n", close(fd), strerror(errno));
  if (open("/dev/none", O_RDONLY) < 0) perror("open");
  f = fopen("lines", "w"); fprintf(f, "%d\\n%s\\n", 1, "two"); fclose(f);
  f = fopen("lines", "r"); while (fgets(b, sizeof b, f)) printf("<%s>", b); printf(" %d\\n", feof(f)); fclose(f);
  return 0; }`);
    expect(lines).toEqual(['3 11', '5 world', '-1 Bad file descriptor', 'open: No such file or directory', '<1', '><two', '> 1']);
  });

  it('sleeps and knows the time', () => {
    const { lines } = run(`#include <stdio.h>
#include <time.h>
#include <unistd.h>
int main(void) { struct timespec a, b; clock_gettime(CLOCK_MONOTONIC, &a); usleep(1500); clock_gettime(CLOCK_MONOTONIC, &b);
  long us = (b.tv_sec - a.tv_sec) * 1000000 + (b.tv_nsec - a.tv_nsec) / 1000; printf("%s\\n", us >= 1500 && us < 1600 ? "right" : "wrong"); printf("%d\\n", getpid() > 1); return 0; }`);
    expect(lines).toEqual(['right', '1']);
  });

  it.each([
    ['a null pointer', 'int *p = NULL; if (argc) *p = 1;', 'null pointer', 139, 'Segmentation fault'],
    ['an address where nothing is', 'volatile int *p = (int *)0x70000000; return *p;', 'read of 4 bytes at 0x70000000, where nothing is mapped', 139, 'Segmentation fault'],
    ['an address of the kernel', 'volatile int *p = (int *)0xc0100000; *p = 3;', 'write of 4 bytes at 0xc0100000', 139, 'Segmentation fault'],
    ['a write past a block', 'char *p = malloc(10); p[10] = 1;', '0 bytes past the block of 10 bytes', 139, 'Segmentation fault'],
    ['a copy past a block', 'char *p = malloc(10); memset(p, 1, 12);', 'past the block of 10 bytes', 139, 'Segmentation fault'],
    ['use of a freed block', 'char *p = malloc(10); free(p); p[2] = 1;', 'offset 2 in the block of 10 bytes', 139, 'Segmentation fault'],
    ['a second free', 'char *p = malloc(10); free(p); free(p);', 'double free of the block of 10 bytes', 139, 'Segmentation fault'],
    ['free of what is no block', 'char b[8]; free(b);', 'which malloc did not return', 139, 'Segmentation fault'],
    ['memory without value', 'int *p = malloc(8); return p[1];', 'read of memory that was never written', 139, 'Segmentation fault'],
    ['a variable without value', 'int x; if (argc > 5) x = 1; return x;', "'x' is used before it has a value", 139, 'Segmentation fault'],
    ['a copy of what had no value', 'struct { int a, b; } x, y, *p = malloc(sizeof *p); x.a = 1; y = x; memcpy(p, &y, sizeof *p); return p->a + p->b;', 'read of memory that was never written', 139, 'Segmentation fault'],
    ['an index outside', 'int a[4] = { 0 }; return a[argc + 5];', 'index 6 is outside', 139, 'Segmentation fault'],
    ['a frame that is gone', 'extern int *gone(void); return *gone();', 'use after return', 139, 'Segmentation fault'],
    ['a failed assertion', 'assert(argc == 7);', "app: app.c:5: main: Assertion `argc == 7' failed.", 134, 'Aborted'],
  ])('is ended by %s', (_what, body, words, wanted, last) => {
    const { made, lines, status } = run(`#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main(int argc, char **argv) { ${body}\nprintf("went on\\n"); return 0; }
int *gone(void) { int x = 3; int *volatile p = &x; return p; }`);
    expect(lines.join('\n')).toContain(words);
    expect(lines).not.toContain('went on');
    expect(lines[lines.length - 1]).toBe(last);
    expect(status).toBe(wanted);
    if (wanted === 139) {
      expect(lines.join('\n')).toMatch(/app\.c:\d+:\d+: fault/);
      expect(made.rules()).toEqual(['c-undefined']);
      expect(made.kernel.findings[0].remedy).toContain('on the terminal');
    }
    expect(made.run('echo on')).toEqual(['on']);
  });

  it('that is right is let alone: structures with gaps, unset parts, memory used again', () => {
    const { made, lines } = run(`#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct gap { char c; int i; };
static struct gap make(int i) { struct gap g, r; g.c = 'a'; g.i = i; memcpy(&r, &g, sizeof r); return r; }
int main(void) { struct gap a = make(3), b, *p = malloc(sizeof *p); b = a; *p = b; memcpy(&a, p, sizeof a); printf("%c%d\\n", a.c, p->i); free(p);
  { union { char c[4]; int i; } u; u.c[0] = 1; u.i = 5; printf("%d%d\\n", u.c[0], u.c[3]); }
  return 0; }`);
    expect(lines).toEqual(['a3', '50']);
    expect(made.run('./app && ./app')).toEqual(['a3', '50', 'a3', '50']);
    expect(made.rules()).toEqual([]);
  });

  it('is ended by ^C, and leaves nothing behind', () => {
    const made = bench('#include <stdlib.h>\nint main(void) { char *p = malloc(100000); p[5] = 1; for (;;) ; }');
    made.run('cc -o app app.c');
    const before = made.kernel.core.space.buddy.freePages;
    made.enter('./app');
    made.clock.run(made.clock.now + 5_000_000);
    expect(made.kernel.core.c.list.map((image) => image.module)).toEqual(['app[3]']);
    expect(made.kernel.core.space.buddy.freePages).toBeLessThan(before);
    made.kernel.shell.interrupt();
    made.settle();
    expect(made.kernel.shell.status).toBe(130);
    expect(made.kernel.core.c.list).toEqual([]);
    expect(made.kernel.core.space.buddy.freePages).toBe(before);
  });

  it('reaches registers through /dev/mem, each access a beat on the bus', () => {
    const { made, lines } = run(`#include <stdio.h>
#include <stdint.h>
#include <fcntl.h>
#include <sys/mman.h>
int main(void) {
  int fd = open("/dev/mem", O_RDWR | O_SYNC);
  volatile uint32_t *regs = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0xf8003000);
  if (regs == MAP_FAILED) return 1;
  regs[0x100] = 0x1234;
  regs[0x101] = regs[0x100] + 1;
  printf("%x\\n", regs[0x101]);
  return regs[0x100] & 0xff; }`);
    expect(lines).toEqual(['1235']);
    expect(made.kernel.shell.status).toBe(0x34);
    expect(made.dmac.state.writes.map(({ offset, value }) => [offset, value])).toEqual([[0x400, 0x1234], [0x404, 0x1235]]);
    const { cause } = made.dmac.state.writes[1];
    expect(made.journal.textOf(made.journal.entry(cause).detail)).toMatch(/^app\[\d+\]: main app\.c:10$/);
  });

  it('gets as much memory as there is for it, and is told when there is none', () => {
    const { made, lines } = run(`#include <stdio.h>
#include <stdlib.h>
#include <errno.h>
int main(void) { int n = 0; char *p; printf("%d\\n", malloc(1 << 30) == NULL && errno == ENOMEM);
  while ((p = malloc(1 << 20))) { p[1 << 19] = 1; n++; }
  printf("%d\\n", n); return 0; }`);
    expect(lines).toEqual(['1', '31']);
    expect(made.run('./app')).toEqual(['1', '31']);
  });

  it('is refused when its file has been written into', () => {
    const { made } = run('#include <stdio.h>\nint main(void) { printf("x"); return 0; }');
    made.run('echo more >> app');
    expect(made.run('./app')).toEqual(['sh: ./app: Exec format error']);
    expect(made.kernel.shell.status).toBe(126);
  });

  it('takes part in redirections and chains of commands', () => {
    const { made } = run('#include <stdio.h>\nint main(int argc, char **argv) { printf("%s\\n", argv[argc - 1]); fprintf(stderr, "told\\n"); return argc - 1; }');
    expect(made.run('./app one > out; ./app two >> out; cat out')).toEqual(['told', 'told', 'one', 'two']);
    expect(made.run('./app && echo yes')).toEqual(['./app', 'told', 'yes']);
    expect(made.run('./app x || echo no')).toEqual(['x', 'told', 'no']);
    expect(made.run('/root/app "a b"')).toEqual(['a b', 'told']);
    expect(made.run('echo $?')).toEqual(['1']);
  });

  it('handles signals: its own, in sleep, in a loop, ignored, and not at all', () => {
    const made = bench(`#include <stdio.h>
#include <signal.h>
#include <errno.h>
#include <unistd.h>
static volatile int seen;
static void handler(int number) { seen += number; }
int main(void) {
  struct sigaction action = { .sa_handler = handler };
  printf("%d\\n", signal(SIGUSR1, handler) == SIG_DFL);
  raise(SIGUSR1);
  printf("seen %d\\n", seen);
  sigaction(SIGINT, &action, NULL);
  printf("sleep %u\\n", sleep(1000));
  printf("seen %d\\n", seen);
  while (seen < 14) ;
  printf("seen %d, %d\\n", seen, signal(SIGINT, SIG_DFL) == handler);
  signal(SIGUSR1, SIG_IGN);
  raise(SIGUSR1);
  printf("%d %d\\n", (int)signal(SIGKILL, handler), errno == EINVAL);
  raise(SIGTERM);
  return 0; }`);
    made.run('cc -o app app.c');
    made.enter('./app');
    for (let i = 0; i < 2; i++) {
      made.clock.run(made.clock.now + 2_000_000);
      made.kernel.shell.interrupt();
    }
    made.settle();
    expect(made.kernel.shell.lines.slice(2).map(({ text }) => text)).toEqual(['1', 'seen 10', '^C', 'sleep 1', 'seen 12', '^C', 'seen 14, 1', '-1 1', 'Terminated']);
    expect(made.kernel.shell.status).toBe(143);
    expect(made.rules()).toEqual([]);
  });
});

describe('cc', () => {
  it('prints what is wrong and makes nothing', () => {
    const made = bench('#include <stdio.h>\nint main(void) { int x = 3 return missing(x); }');
    const lines = made.run('cc app.c');
    expect(lines[0]).toMatch(/^app\.c:2:\d+: error: /);
    expect(made.kernel.shell.status).toBe(1);
    expect(made.run('./a.out')).toEqual(['sh: ./a.out: not found']);
    expect(made.kernel.shell.status).toBe(127);
    expect(made.run('./app.c')).toEqual(['sh: ./app.c: Permission denied']);
  });

  it('says what is not defined, and takes several files and macros', () => {
    const made = bench('extern int other(void);\nint main(void) { return other() + MORE; }');
    expect(made.run('gcc -DMORE=2 app.c')[0]).toContain("undefined reference to 'other'");
    made.kernel.core.files.setContent('/root/other.c', utf8Bytes('#include "number.h"\nint other(void) { return NUMBER; }'));
    made.kernel.core.files.setContent('/root/number.h', utf8Bytes('#define NUMBER 5'));
    expect(made.run('gcc -O2 -DMORE=2 -oprog app.c other.c')).toEqual([]);
    made.kernel.core.files.setContent('/root/number.h', utf8Bytes('#define NUMBER 50'));
    made.run('prog');
    expect(made.kernel.shell.status).toBe(7);
    expect(made.run('gcc none.c')).toEqual(['gcc: error: none.c: No such file or directory']);
    expect(made.run('cc -q app.c')).toEqual(["cc: error: unrecognized command-line option '-q'"]);
  });

  it('has headers that all compile together', () => {
    const made = bench(`${USER_HEADER_NAMES.map((name) => `#include <${name}>\n`).join('')}int main(void) { return POLLIN + O_RDWR + EIO; }`);
    expect(made.run('cc -Wall app.c && ./a.out')).toEqual([]);
    expect(made.kernel.shell.status).toBe(8);
    const other = bench('#include <pthread.h>\nint main(void) { return 0; }');
    expect(other.run('cc app.c')[0]).toContain('programs have one thread');
  });
});
