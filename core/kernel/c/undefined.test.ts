/** What kernel functions would touch for C code is checked like what it touches itself. */
import { describe, expect, it } from 'vitest';
import { TestBench } from '../test-bench';

function run(body: string): { rules: string[]; message: string; log: string[] } {
  const bench = new TestBench('linux-6.1');
  bench.kernel.putFile('unit.c', `#include <linux/module.h>\n#include <linux/slab.h>\nstatic char data[8];\nstatic int n = 4;\nstatic int __init begin(void)\n{\n${body}\n\treturn 0;\n}\nmodule_init(begin);\nMODULE_LICENSE("GPL");\n`);
  bench.run('insmod unit.ko');
  const [found] = bench.kernel.findings.filter((one) => one.rule === 'c-undefined');
  return { rules: bench.rules(), message: found?.message ?? '', log: bench.log };
}

describe('a kernel function called by C code', () => {
  it.each([
    ['\tchar *p = kmalloc(8, GFP_KERNEL);\n\tmemset(p, 0, n * 3);', /^unit\.c:8:2: out of bounds: memset writes 12 bytes at 0x[0-9a-f]{8}, 0 bytes past the block of 8 bytes that unit allocated \[out-of-bounds\]\.$/],
    ['\tchar text[4];\n\tstrcpy(text, "hello");', /^unit\.c:8:2: out of bounds: the function called writes 6 bytes .* past 'text' \(4 bytes\)/],
    ['\tchar *p = kmalloc(64, GFP_KERNEL), *q = kmalloc(64, GFP_KERNEL);\n\tmemset(q, 0, 64);\n\tmemset(p, 0, 65);', /^unit\.c:9:2: out of bounds: memset writes 65 bytes at 0x[0-9a-f]{8}, 0 bytes past the block of 64 bytes that unit allocated/],
    ['\tchar *p = kmalloc(2048, GFP_KERNEL), *q = kmalloc(2048, GFP_KERNEL);\n\tq[0] = 0;\n\tp[2048] = 1;', /^unit\.c:9:[0-9]+: out of bounds: write of 1 byte at 0x[0-9a-f]{8}, 0 bytes past the block of 2048 bytes/],
    ['\tchar *p = kmalloc(4096, GFP_KERNEL);\n\tp[4096] = 1;', /^unit\.c:8:[0-9]+: out of bounds: write of 1 byte at 0x[0-9a-f]{8}, 0 bytes past the block of 4096 bytes/],
    ['\tchar *p = (char *)__get_free_pages(GFP_KERNEL, 1);\n\tp[8192] = 1;', /^unit\.c:8:[0-9]+: out of bounds: write of 1 byte at 0x[0-9a-f]{8}, 0 bytes past the 2 pages that begin \[unit\] \(unit\.c:7\) asked for/],
    ['\tmemcpy(data + 6, "abc", 3);', /^unit\.c:7:2: out of bounds: memcpy writes 3 bytes .* 'data' \(8 bytes\)/],
    ['\tchar *p = kzalloc(8, GFP_KERNEL);\n\tkfree(p);\n\tmemcpy(data, p, 4);', /^unit\.c:9:2: use after free: memcpy reads 4 bytes/],
    ['\tchar *q = kmalloc(48, GFP_KERNEL), *p = kmalloc(48, GFP_KERNEL);\n\tq[0] = 1;\n\tkfree(p);\n\tp[4] = 1;', /^unit\.c:10:[0-9]+: use after free: write of 1 byte at 0x[0-9a-f]{8} \[use-after-free\]/],
    ['\tchar *p = kmalloc(8, GFP_KERNEL);\n\tkfree(p);\n\tkfree(p);', /^unit\.c:9:2: double free: kfree\(0x[0-9a-f]{8}\)/],
    ['\tchar *p = kmalloc(8, GFP_KERNEL);\n\tkfree(p + 2);', /^unit\.c:8:2: bad free: .* 2 bytes into the block of 8 bytes/],
    ...[126, 200, 301].map((bytes): [string, RegExp] => [`\tchar *p = kmalloc(${bytes}, GFP_KERNEL);\n\tmemset(p, 0, ${bytes});\n\tmemset(p + 1, 0, ${bytes});`, new RegExp(`^unit\\.c:9:2: out of bounds: memset writes ${bytes} bytes at 0x[0-9a-f]{8}, 0 bytes past the block of ${bytes} bytes`)]),
  ])('is stopped: %s', (body, message) => {
    const { rules, message: said, log } = run(body);
    expect(rules).toEqual(['c-undefined']);
    expect(said).toMatch(message);
    expect(log.some((line) => line.startsWith('Internal error: Oops - '))).toBe(true);
  });

  it('is not, where all is right', () => {
    expect(run('\tchar *p = kmalloc(8, GFP_KERNEL);\n\tmemset(p, 0, 8);\n\tmemcpy(p, data, 8);\n\tstrcpy(data, "seven77");\n\tkfree(p);').rules).toEqual([]);
  });
});

describe('a bit-field in memory that was never written', () => {
  const DECLARED = '\tstruct flags { unsigned a : 1, b : 3, c : 12; unsigned long long d : 40; };\n';
  it.each([
    `${DECLARED}\tstruct flags *p = kmalloc(sizeof(*p), GFP_KERNEL);\n\tp->a = 1;\n\tp->b = 5;\n\tp->d = 1;\n\tpr_info("b %u\\n", p->b);\n\tkfree(p);`,
    `${DECLARED}\tstruct flags here;\n\there.b = 5;\n\tpr_info("b %u\\n", here.b);`,
  ])('can be stored to: %#', (body) => {
    const { rules, log } = run(body);
    expect(rules).toEqual([]);
    expect(log).toContain('b 5');
  });

  it('cannot be read', () => {
    const { rules, message } = run(`${DECLARED}\tstruct flags *p = kmalloc(sizeof(*p), GFP_KERNEL);\n\tp->a = 1;\n\tn = p->d;\n\tkfree(p);`);
    expect(rules).toEqual(['c-undefined']);
    expect(message).toContain('read of memory that was never written');
  });
});
