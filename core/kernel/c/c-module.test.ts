/** Modules in C, as a driver's author would use them. */
import { describe, expect, it, vi } from 'vitest';
import type { CpuCaches } from '../../cache/caches';
import type { CacheConfig } from '../../cache/geometry';
import { PC_CACHES, S3C2410_CACHES, ZYNQ_CACHES } from '../../cache/geometry';
import type { Warmth } from '../../c/hot-loops';
import { AT_ONCE, NEVER } from '../../c/hot-loops';
import { TestBench } from '../test-bench';
import { utf8Bytes } from '../utf8';

const HEADERS: Record<string, string> = {
  'bench.h': `
typedef unsigned int u32; typedef unsigned long size_t; typedef unsigned int gfp_t; typedef unsigned int irqreturn_t;
typedef long ssize_t; typedef long long loff_t; typedef u32 dma_addr_t; typedef unsigned int dev_t;
struct module; struct file; struct inode; struct device;
extern struct module __this_module;
int printk(const char *fmt, ...);
void *kmalloc(size_t size, gfp_t flags);
void *kzalloc(size_t size, gfp_t flags);
void kfree(const void *objp);
void *memset(void *s, int c, size_t n);
void *ioremap(u32 offset, size_t size);
void iowrite32(u32 value, void *addr);
unsigned int ioread32(const void *addr);
void msleep(unsigned int msecs);
unsigned long copy_from_user(void *to, const void *from, unsigned long n);
unsigned long copy_to_user(void *to, const void *from, unsigned long n);
struct completion { unsigned int done; void *wait[3]; };
void init_completion(struct completion *x);
void complete(struct completion *x);
unsigned long wait_for_completion_timeout(struct completion *x, unsigned long timeout);
int request_irq(unsigned int irq, int (*handler)(int, void *), unsigned long flags, const char *name, void *dev);
void free_irq(unsigned int irq, void *dev);
const char __modinfo_license[] = "GPL";
#define module_init(fn) int (*__dmalab_init)(void) = fn
#define module_exit(fn) void (*__dmalab_exit)(void) = fn
`,
};

function bench(source: string, name = 'mod', caches?: CacheConfig): TestBench {
  const made = new TestBench('linux-4.x', { header: (path) => HEADERS[path] ?? null }, caches);
  made.kernel.core.files.setContent(`/root/${name}.c`, utf8Bytes(`#include <bench.h>\n${source}`));
  return made;
}
const messages = (made: TestBench): string[] => made.log.filter((line) => !line.includes('taints kernel'));

describe('a module in C', () => {
  it('is loaded, runs its init, calls the kernel, and is removed', () => {
    const made = bench(`
      static int count = 3;
      static int start(void) { int i; for (i = 0; i < count; i++) printk("\\0016hello %d of %s\\n", i, "mod"); return 0; }
      static void stop(void) { printk("bye\\n"); }
      module_init(start); module_exit(stop);`);
    expect(made.run('insmod mod.ko')).toEqual([]);
    expect(made.run('lsmod')[1]).toMatch(/^mod /);
    expect(made.run('rmmod mod')).toEqual([]);
    expect(messages(made)).toEqual(['hello 0 of mod', 'hello 1 of mod', 'hello 2 of mod', 'bye']);
    expect(made.rules()).toEqual([]);
  });

  it('sleeps inside an expression', () => {
    const made = bench(`
      static struct completion done;
      static int start(void) {
        init_completion(&done);
        if (wait_for_completion_timeout(&done, 5) <= 0) printk("timed out\\n");
        complete(&done);
        printk("left %d\\n", wait_for_completion_timeout(&done, 5) > 0);
        return 0;
      }
      module_init(start);`);
    const from = made.clock.now;
    made.run('insmod mod');
    expect(messages(made)).toEqual(['timed out', 'left 1']);
    expect(made.clock.seconds(made.clock.now - from)).toBeGreaterThan(0.05);
  });

  it('reads and writes devices over the bus, with the line that did it', () => {
    const made = bench(`
      static int start(void) {
        void *regs = ioremap(0xf8003000, 0x1000);
        volatile u32 *word = regs;
        word[0x100] = 0x1234;
        word[0x101] = word[0x100] + 1;
        printk("%x %x\\n", word[0x100], ioread32((char *)regs + 0x404));
        return 0;
      }
      module_init(start);`);
    made.run('insmod mod');
    expect(messages(made)).toEqual(['1234 1235']);
    expect(made.dmac.state.writes.map(({ offset, value }) => [offset, value])).toEqual([[0x400, 0x1234], [0x404, 0x1235]]);
    const { cause } = made.dmac.state.writes[0];
    expect(made.journal.textOf(made.journal.entry(cause).detail)).toBe('mod: start mod.c:6');
  });

  it('handles its interrupts', () => {
    const made = bench(`
      static struct completion done;
      static int seen;
      static void *regs;
      static int handler(int irq, void *dev) { seen += irq; iowrite32(0, (char *)regs + 0x2c); complete(&done); return 1; }
      static int start(void) {
        regs = ioremap(0xf8003000, 0x1000);
        init_completion(&done);
        if (request_irq(33, handler, 0, "mod", &done)) return -1;
        iowrite32(0x300000, (char *)regs + 0xd0c);
        iowrite32(0, (char *)regs + 0xd04);
        printk("%s\\n", wait_for_completion_timeout(&done, 100) ? "came" : "never");
        free_irq(33, &done);
        printk("seen %d\\n", seen);
        return 0;
      }
      module_init(start);`);
    made.run('insmod mod');
    expect(messages(made)).toEqual(['came', 'seen 33']);
  });

  it.each([
    ['a write past the end of a block', 'char *p = kmalloc(10, 0); p[10] = 1;', 'out of bounds: write of 1 byte', '0 bytes past the block of 10 bytes that mod allocated'],
    ['a read of a freed block', 'u32 *p = kzalloc(16, 0); kfree(p); seen = p[1];', 'use after free: read of 4 bytes', ''],
    ['a read of what was never written', 'u32 *p = kmalloc(16, 0); seen = p[1];', 'read of memory that was never written', ''],
    ['a variable without value', 'int x; if (seen) x = 1; seen = x;', "'x' is used before it has a value", ''],
    ['a shift that is too wide', 'seen = 1 << (32 + seen);', 'shift by 32', ''],
    ['a division by nothing', 'seen = 7 / seen;', 'division by zero', ''],
    ['an array index outside', 'int a[4] = {0}; seen = a[4 + seen];', 'index 4 is outside an array of 4', ''],
    ['a write past the end of a global', 'u32 *p = &table[0]; p[4 + seen] = 1;', 'out of bounds', "'table'"],
  ])('is stopped at %s', (_what, body, words, owner) => {
    const made = bench(`static int seen; u32 table[4];\nstatic int start(void) { ${body}\nprintk("went on\\n"); return 0; }\nmodule_init(start);`);
    made.run('insmod mod');
    const finding = made.kernel.findings.find((one) => one.rule === 'c-undefined');
    expect(finding?.message).toContain(words);
    expect(finding?.message).toContain('mod.c:3');
    expect(finding?.message).toContain(owner);
    expect(made.log.some((line) => line.includes('went on'))).toBe(false);
    expect(made.log.some((line) => /start\+0x[0-9a-f]+\/0x[0-9a-f]+ \[mod\]/.test(line))).toBe(true);
  });

  it('accepts the same code when it is right', () => {
    const made = bench(`static int seen; u32 table[4];
      static int start(void) {
        char *p = kmalloc(10, 0); u32 *q = kzalloc(16, 0); int x = 0, a[4] = {0};
        p[9] = 1; seen = q[1]; q = kmalloc(16, 0); memset(q, 0, 16); seen += q[3] + x + a[3] + (1 << 31); table[3] = 1;
        kfree(p); kfree(q); printk("went on\\n"); return 0; }
      module_init(start);`);
    made.run('insmod mod');
    expect(made.rules()).toEqual([]);
    expect(messages(made)).toEqual(['went on']);
  });

  it('oopses at a null pointer as a real kernel does', () => {
    const made = bench('struct thing { int pad[36]; int field; };\nstatic int start(void) { struct thing *t = (void *)0; return t->field; }\nmodule_init(start);');
    made.run('insmod mod');
    expect(made.log).toContain('Unable to handle kernel NULL pointer dereference at virtual address 00000090');
    expect(made.log.some((line) => line.startsWith('PC is at start+0x'))).toBe(true);
  });

  it('gives the same end when it is interrupted, saved and restored anywhere', () => {
    const source = `
      static u32 *table;
      static int start(void) {
        int i, j; u32 sum = 0;
        table = kmalloc(256, 0);
        for (i = 0; i < 64; i++) table[i] = i * i;
        for (j = 0; j < 20; j++) { for (i = 0; i < 64; i++) sum += table[i] ^ j; printk("%d %u\\n", j, sum); msleep(1); }
        return 0;
      }
      module_init(start);`;
    const whole = bench(source);
    whole.run('insmod mod', 200_000_000);
    const parts = bench(source);
    parts.enter('insmod mod');
    for (let cycles = 1; parts.clock.run(parts.clock.now + cycles) !== 'idle'; cycles = (cycles * 7919) % 2_000_003) {
      if (cycles % 5 !== 0) continue;
      const saved = parts.snapshot();
      const digest = parts.digest();
      parts.clock.run(parts.clock.now + 5000);
      parts.restore(saved);
      expect(parts.digest()).toBe(digest);
    }
    expect(parts.log).toEqual(whole.log);
    expect(parts.clock.now).toBe(whole.clock.now);
    expect(parts.journal.hash()).toBe(whole.journal.hash());
  });
});

describe('modules of modules', () => {
  it('call what others export, keep them loaded, and say when it is missing', () => {
    const made = new TestBench('linux-4.x');
    const file = (name: string, text: string): void => void made.kernel.core.files.setContent(`/root/${name}`, utf8Bytes(text));
    file('base.c', '#include <linux/module.h>\nint level = 3;\nEXPORT_SYMBOL(level);\nint twice(int n) { return 2 * n + level; }\nEXPORT_SYMBOL_GPL(twice);\nMODULE_LICENSE("GPL");\n');
    file('user.c', '#include <linux/module.h>\nextern int twice(int n);\nextern int level;\nstatic int start(void) { level = 5; pr_info("%d\\n", twice(20)); return 0; }\nstatic void stop(void) { }\nmodule_init(start);\nmodule_exit(stop);\nMODULE_LICENSE("GPL");\n');
    expect(made.run('insmod user.ko').join('\n')).toContain("undefined reference to 'twice'");
    made.run('insmod base.ko; insmod user.ko');
    expect(messages(made)).toEqual(['45']);
    expect(made.run('lsmod').slice(1).map((line) => line.replace(/ +/g, ' ').replace(/ \d+ /, ' '))).toEqual(['user 0', 'base 1']);
    expect(made.run('rmmod base')).toEqual(['rmmod: ERROR: Module base is in use']);
    expect(made.run('rmmod user; rmmod base; insmod base.ko')).toEqual([]);
    const saved = made.snapshot();
    made.restore(saved);
    made.run('insmod user.ko');
    expect(messages(made)).toEqual(['45', '45']);
  });
});

describe('the bus under C code', () => {
  const SOURCE = `
      static unsigned char table[64] = { 3 };
      static short halves[256];
      static int local(int n) { int a[16] = { 0 }, i, s = 0; int *p = a; for (i = 0; i < 40; i++) { p[i & 15] += n ^ i; s += p[(i * 5) & 15]; } return s; }
      static int start(void) {
        char *from = kmalloc(600, 0), *to = kmalloc(600, 0); int i, j, sum = 0; u32 *words = kzalloc(36000, 0);
        void *regs = ioremap(0xf8003000, 0x1000);
        for (i = 0; i < 600; i++) from[i] = i * 7;
        for (i = 0; i < 600; i++) { to[i] = from[i]; if (i % 200 == 0) iowrite32(i, regs); }
        for (i = 0; i < 600; i++) to[i] ^= from[599 - i] + table[i & 63];
        for (j = 0; j < 2; j++) for (i = 0; i < 9000; i += 1 + (i & 24)) { words[i] += i; sum ^= words[i] + halves[i & 255]; halves[i & 255] += sum; }
        for (i = 0; i < 60; i++) sum += local(i);
        memset(from, 1, 600);
        printk("%d %d %d\\n", to[599], from[5], sum);
        kfree(from); kfree(to); kfree(words); return 0; }
      module_init(start);`;

  it.each([['without caches', undefined], ['with caches', ZYNQ_CACHES], ['with caches that are snooped', PC_CACHES], ['with caches that stores do not fill', S3C2410_CACHES]])('comes to the same whether transactions are carried at once, lines are at hand and loops are translated or not, %s', (_what, caches) => {
    const modes: [inOneGo: boolean, lines: boolean, warmth: Warmth][] = [[true, true, AT_ONCE], [true, true, NEVER], [true, false, NEVER], [false, true, AT_ONCE], [false, false, NEVER]];
    const [direct, ...others] = modes.map(([inOneGo, lines, warmth]) => {
      const made = bench(SOURCE, 'mod', caches);
      made.bus.inOneGo = inOneGo;
      const { c } = made.kernel.core;
      if (c.port.quick !== undefined) c.port.quick.on = lines;
      c.built = ({ interpreter }) => void (interpreter.loops.warmth = warmth);
      made.run('insmod mod');
      expect(c.list[0].interpreter.loops.translations > 3).toBe(warmth === AT_ONCE);
      return made;
    });
    for (const other of others) {
      expect(messages(other)).toEqual(messages(direct));
      expect(other.clock.now).toBe(direct.clock.now);
      expect(other.journal.length).toBe(direct.journal.length);
      expect(other.journal.hash()).toBe(direct.journal.hash());
      expect(other.digest()).toBe(direct.digest());
    }
  });
});

describe('passes of a loop that are made in one go', () => {
  /** Even accesses of every kind, at every place in a line, over each other, and loops that are left in the middle. */
  const LOOPS = `
      static int start(void) {
        unsigned char *a = kzalloc(700, 0), *b = kzalloc(700, 0); short *h = (short *)b; u32 *w = (u32 *)a, *v = (u32 *)b; int i, k, n, sum = 0;
        for (i = 0; i < 700; i++) a[i] = i * 31;
        for (k = 0; k < 40; k += 7) for (i = 0; i < 600; i++) b[i + k] = a[i + 2 * k];
        for (i = 0; i < 699; i++) a[i + 1] = a[i] + 1;
        for (i = 0; i < 300; i++) h[i] = h[i + 3] ^ a[i];
        for (i = 0; i < 340; i++) h[i] = a[2 * i];
        for (i = 0; i < 150; i++) w[i] = v[i] + w[i + 9];
        for (i = 0; i < 150; i++) w[i] = i;
        for (i = 0; i < 690; i++) sum += a[i] * b[i + 5];
        for (i = 0; i < 690; i += 3) sum ^= b[i];
        for (i = 0; i < 600; i++) { a[i] = sum >> (i & 7); b[i] = i; }
        for (i = 0; i < 600; i++) { sum = sum * 5 + b[7]; a[i] = sum; }
        for (i = 600; i > 0; i--) b[i] = a[i - 1];
        for (k = 0; k < 9; k++) { unsigned char *to = b + k, *from = a + 50 * k; n = 100 + k; while (n--) *to++ = *from++; }
        for (k = 0; k < 20; k++) { for (i = 0; i < 600; i++) if (a[i] == (unsigned char)(k * 11)) break; sum += i; }
        for (i = 0; i < 600; i++) { a[i] = sum / (b[i] + 1); sum -= i; }
        n = 0; while (b[n] != 77 && n < 650) n++;
        printk("%d %d %u\\n", sum, n, w[3]);
        kfree(a); kfree(b); return 0; }
      module_init(start);`;
  /** Faults in a pass. */
  const ENDS: readonly [string, string][] = [
    ['beyond a block', 'unsigned char *a = kzalloc(150, 0); int i; for (i = 0; i < 300; i++) a[i] = i; kfree(a); return 0;'],
    ['over what was never written', 'unsigned char *a = kmalloc(150, 0), *b = kzalloc(150, 0); int i; for (i = 0; i < 75; i++) a[i] = i; for (i = 0; i < 150; i++) b[i] = a[i]; return b[3];'],
    ['behind a store', 'int *a = kzalloc(400, 0); int i, s = 0; for (i = 0; i < 100; i++) { a[i] = i; s += 1000 / (61 - i); } return a[3] + s;'],
    ['into a division by zero', 'int *a = kzalloc(400, 0); int i; for (i = 0; i < 100; i++) a[i] = (((i * 7 ^ 5) + 3) * 9 ^ i) / (61 - i); return a[3];'],
  ];
  const outcome = (source: string, caches: CacheConfig, warmth: Warmth, slice = Infinity) => {
    const made = bench(source, 'mod', caches);
    const { c } = made.kernel.core;
    c.built = ({ interpreter }) => void (interpreter.loops.warmth = warmth);
    const told = vi.spyOn(c.port.quick as NonNullable<typeof c.port.quick>, 'stored');
    made.enter('insmod mod');
    for (let cycles = slice; made.clock.run(made.clock.now + cycles) !== 'idle'; cycles = slice === Infinity ? slice : 1 + ((cycles * 7) % 97));
    return { told: told.mock.calls.length, log: made.log, now: made.clock.now, findings: made.kernel.findings.map((finding) => finding.message), length: made.journal.length, hash: made.journal.hash(), state: made.digest() };
  };

  it.each([['write back', ZYNQ_CACHES], ['that stores do not fill', S3C2410_CACHES]])('come to the same as one by one, and as interrupted anywhere, with caches %s', (_what, caches) => {
    const { told, ...direct } = outcome(LOOPS, caches, AT_ONCE);
    expect(direct.findings).toEqual([]);
    expect(told).toBeGreaterThan(100);
    for (const [warmth, slice] of [[NEVER, Infinity], [AT_ONCE, 30]] as const) expect(outcome(LOOPS, caches, warmth, slice)).toMatchObject(direct);
  });

  it.each(ENDS)('end %s where one by one would', (_what, body) => {
    const source = `static int start(void) { ${body} }\nmodule_init(start);`;
    const { told, ...direct } = outcome(source, ZYNQ_CACHES, AT_ONCE);
    expect(told).toBeGreaterThan(0);
    expect(direct.findings).toHaveLength(1);
    expect(outcome(source, ZYNQ_CACHES, NEVER)).toMatchObject(direct);
  });

  it('tell of what is stale in the caches as one by one', () => {
    const source = `
      static unsigned char *data; static int sum;
      static int add(void) { int i; for (i = 0; i < 49152; i++) sum += data[i]; return 0; }
      static int start(void) { data = kzalloc(49152, 0); printk("%u\\n", (u32)data); return add(); }
      static void stop(void) { add(); kfree(data); printk("%d\\n", sum); }
      module_init(start); module_exit(stop);`;
    const told = [[AT_ONCE, true] as const, [NEVER, false] as const].map(([warmth, lines]) => {
      const made = bench(source, 'mod', ZYNQ_CACHES);
      const { c } = made.kernel.core;
      c.built = ({ interpreter }) => void (interpreter.loops.warmth = warmth);
      (c.port.quick as NonNullable<typeof c.port.quick>).on = lines;
      made.run('insmod mod');
      const data = made.kernel.core.space.translate(Number(messages(made)[0]))?.pa ?? 0;
      const stale: number[] = [];
      const caches = made.caches as CpuCaches;
      for (const line of caches.resident(data, 49152)) {
        const errand = caches.cleanLine(line);
        if (errand.kind !== 'write-back') continue;
        made.memory.writeWords(line * 32, errand.words, errand.at, 8);
        caches.writtenBack(line);
      }
      caches.onStaleRead = ({ address, bytes }) => stale.push(address - data, bytes);
      /** A device, here and there, twice in one line: near the end in lines of L1, before that in lines of L2. */
      for (const at of [5000, 5001, 20000, 20040, 30000, 48000, 49100]) made.memory.write(data + at, Uint8Array.of(1), 0, 1);
      made.bus.changed();
      made.run('rmmod mod');
      return { stale, messages: messages(made), now: made.clock.now, hash: made.journal.hash() };
    });
    expect(told[0].stale).toEqual([5000, 1, 20000, 1, 20040, 1, 30000, 1, 48000, 1, 49100, 1]);
    expect(told[0]).toEqual(told[1]);
  });
});
