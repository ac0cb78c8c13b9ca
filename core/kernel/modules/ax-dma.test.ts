import { describe, expect, it } from 'vitest';
import { TestBench } from '../test-bench';

/** The program as the driver should have written it, from the instruction encodings. */
function expectedProgram(src: number, dst: number, fill: number): number[] {
  const word = (value: number): number[] => [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff);
  const body = Array.from({ length: 100 }, () => [0x04, 0x12, 0x08, 0x13]).flat();
  const program = [0xbc, 0, ...word(src), 0xbc, 2, ...word(dst), 0xbc, 1, ...word(0x0005c017), 0x20, 100, ...body, 0x34, 0x08];
  return [...program, ...new Array<number>(500 - program.length).fill(fill)];
}

describe('module ax_dma', () => {
  it('sets itself up, register for register', () => {
    const bench = new TestBench();
    expect(bench.run('insmod ax_dma.ko')).toEqual([]);
    expect(bench.log).toEqual(['ax_dma: loading out-of-tree module taints kernel.', 'dma_init\r']);
    expect(bench.dmac.state.writes.map(({ offset, value }) => [offset, value])).toEqual([[0x20, 0xff]]);
    expect(bench.slcr.words[0x12c]).toBe(0x01ffcccd);
    expect(bench.run('cat /proc/interrupts').join('\n')).toMatch(/ 33: +0 +GIC-0 +47 Level +ax-dmac2/);
    expect(bench.run('ls -l /dev/ax_dma')[0]).toMatch(/^c.* 254, +0 \/dev\/ax_dma$/);
  });

  it('takes no parameters, and says so', () => {
    const bench = new TestBench();
    bench.run('insmod ax_dma size=3');
    expect(bench.log[1]).toBe("ax_dma: unknown parameter 'size' ignored");
    expect(bench.kernel.core.modules.find('ax_dma')?.state).toBe('live');
  });

  it('writes the program byte for byte, starts it, and checks the copy in its handler', () => {
    const bench = new TestBench('linux-4.x', { zeroWriteLimit: 1 });
    bench.run('insmod ax_dma');
    bench.dmac.state.writes = [];
    const output = bench.run('echo 1 > /dev/ax_dma');
    const marks = Object.fromEntries(bench.kernel.marks().map((mark) => [mark.name, mark]));
    const { src, dst, instr_q: program } = marks;
    expect([src.bytes, dst.bytes, program.bytes]).toEqual([32768, 32768, 500]);
    expect([...bench.memory.bytes(program.base, 500)]).toEqual(expectedProgram(src.base, dst.base, 0));
    expect(bench.dmac.state.writes.map(({ offset, value }) => [offset, value])).toEqual([[0xd08, 0x00a00000], [0xd0c, program.base], [0xd04, 0], [0x2c, 0xff]]);
    expect([...bench.memory.bytes(dst.base, 160)]).toEqual(new Array(160).fill(0xaa));
    expect([...bench.memory.bytes(dst.base, 161)][160]).toBe(0);
    expect(bench.log.slice(2)).toEqual(['dma_open\r', 'dma_write\r', 'dma go\r', 'dma_release\r', 'dma irq test ok\r']);
    expect(output.join('\n')).toMatch(/write\(\) to \/dev\/ax_dma returned 0, 1 times/);
    expect(bench.rules()).toContain('write-returns-zero');
  });

  it('says nothing when the data did not arrive', () => {
    const bench = new TestBench('linux-4.x', { zeroWriteLimit: 1 });
    bench.dmac.mode = 'no-copy';
    bench.run('insmod ax_dma; echo 1 > /dev/ax_dma');
    expect(bench.kernel.describe().interrupts[0].count).toBe(1);
    expect(bench.log).not.toContain('dma irq test ok\r');
  });

  it('repeats the write as often as it is allowed to', () => {
    const bench = new TestBench('linux-4.x', { zeroWriteLimit: 3 });
    bench.run('insmod ax_dma; echo 1 > /dev/ax_dma');
    expect(bench.log.filter((line) => line === 'dma go\r')).toHaveLength(3);
    expect(bench.kernel.shell.status).toBe(130);
  });

  it('ends with a full device for dd, as coreutils takes a zero', () => {
    const bench = new TestBench();
    bench.run('insmod ax_dma');
    const output = bench.run('dd if=/dev/zero of=/dev/ax_dma bs=4 count=1');
    expect(output[0]).toBe("dd: error writing '/dev/ax_dma': No space left on device");
    expect(output.slice(1, 3)).toEqual(['1+0 records in', '0+0 records out']);
    expect(bench.kernel.shell.status).toBe(1);
  });

  it('leads from the start register back to the user', () => {
    const bench = new TestBench('linux-4.x', { zeroWriteLimit: 1 });
    bench.run('insmod ax_dma');
    const input = bench.journal.length;
    bench.run('echo 1 > /dev/ax_dma');
    const start = bench.dmac.state.writes.find(({ offset }) => offset === 0xd04);
    const chain = bench.journal.causes(start?.cause ?? 0);
    expect(chain.map((entry) => entry.kind)).toEqual(['write', 'syscall', 'task', 'input']);
    expect(bench.journal.textOf(chain[0].detail)).toMatch(/^ax_dma: dma_write #28 iowrite32\(0, dbgcmd\)$/);
    expect(chain[1].text).toMatch(/^write\(1<\/dev\/ax_dma>, 0x[0-9a-f]+, 2\)$/);
    expect(chain[2].text).toMatch(/^echo \[\d+\] starts: echo 1$/);
    expect(chain[3].index).toBe(input);
  });

  it('names the statement that wrote a byte of the program', () => {
    const bench = new TestBench('linux-4.x', { zeroWriteLimit: 1 });
    bench.run('insmod ax_dma; echo 1 > /dev/ax_dma');
    const program = bench.kernel.marks().find((mark) => mark.name === 'instr_q')?.base ?? 0;
    const text = (offset: number): string => bench.journal.textOf(bench.journal.entry(bench.journal.lastWriter(program + offset)).detail);
    expect(text(0)).toMatch(/instr_q\[n \+ 0\] = DMAMOV$/);
    expect(text(14)).toMatch(/\*\(u32 \*\)&instr_q\[n \+ 2\] = 0x0005c017$/);
    expect(text(421)).toMatch(/1 << 3$/);
    expect(text(422)).toMatch(/memset\(instr_q, 0x00, 500\)$/);
  });

  it('goes away with its faults: the number region stays, the next load gets another major', () => {
    const bench = new TestBench();
    bench.run('insmod ax_dma');
    expect(bench.run('rmmod ax_dma')).toEqual([]);
    expect(bench.run('ls /dev')).not.toContain('ax_dma');
    expect(bench.run('cat /proc/devices')).toContain('254 ax_dma');
    expect(bench.rules()).toEqual(expect.arrayContaining(['chrdev-region-mismatch', 'module-leaks']));
    expect(bench.dmac.state.writes.at(-1)).toMatchObject({ offset: 0x20, value: 0 });
    bench.run('insmod ax_dma');
    expect(bench.run('ls -l /dev/ax_dma')[0]).toMatch(/ 253, /);
    expect(bench.kernel.marks().filter((mark) => mark.name === 'src')).toHaveLength(1);
  });

  it('without an end: the same program before undefined bytes', () => {
    const bench = new TestBench('linux-4.x', { zeroWriteLimit: 1 });
    bench.run('insmod ax_dma_noend; echo 1 > /dev/ax_dma');
    const marks = Object.fromEntries(bench.kernel.marks().map((mark) => [mark.name, mark.base]));
    expect([...bench.memory.bytes(marks.instr_q, 500)]).toEqual(expectedProgram(marks.src, marks.dst, 0xff));
  });
});

describe('module ax_dma on Linux 6.1', () => {
  it('gets no interrupt, and faults on the missing device', () => {
    const bench = new TestBench('linux-6.1');
    expect(bench.run('insmod ax_dma')).toEqual(['Segmentation fault']);
    expect(bench.kernel.shell.status).toBe(139);
    const log = bench.log.join('\n');
    expect(log).toMatch(/dma_init\r\nirq err=-22\n/);
    expect(log).toContain('Unhandled fault: page domain fault (0x01b) at 0x00000090');
    expect(log).toMatch(/Internal error: : 1b \[#1\]/);
    expect(log).toContain('PC is at dma_alloc_attrs');
    expect(log).toMatch(/ dma_alloc_coherent\+\S+ from dma_init\+\S+ \[ax_dma\]/);
    expect(bench.rules()).toContain('kernel-oops');
  });

  it('leaves a module that can neither be used nor removed', () => {
    const bench = new TestBench('linux-6.1');
    bench.run('insmod ax_dma');
    expect(bench.run('rmmod ax_dma')).toEqual(['rmmod: ERROR: could not remove module ax_dma: Device or resource busy']);
    expect(bench.run('insmod ax_dma')).toEqual(['insmod: ERROR: could not insert module ax_dma: File exists']);
    expect(bench.run('lsmod')[1]).toMatch(/^ax_dma /);
  });
});
