import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TestBench } from './test-bench';

const SCRIPT = ['insmod ax_dma; echo 1 > /dev/ax_dma; cat /proc/interrupts', 'dmesg; dd if=/dev/zero of=/tmp/a bs=100 count=3; sleep 0.001', 'hexdump -C /tmp/a; devmem 0xF8003020; rmmod ax_dma'];

/** Enter the script, a line each 50,000 cycles, and run to `end`. */
function play(bench: TestBench, from: number, end: number): void {
  SCRIPT.forEach((line, i) => {
    const at = i * 50_000;
    if (at < from || at >= end) return;
    bench.clock.run(at);
    bench.clock.now = at;
    bench.enter(line);
  });
  bench.clock.run(end);
}

describe('kernel state', () => {
  it('replays from any snapshot to the same journal and state', () => {
    const END = 900_000;
    const whole = new TestBench();
    play(whole, 0, END);
    expect(whole.kernel.busy).toBe(false);
    expect(whole.kernel.describe().modules).toEqual([]);
    const [hash, state] = [whole.journal.hash(), whole.digest()];
    expect(whole.journal.length).toBeGreaterThan(3000);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: END }), (cut) => {
        const bench = new TestBench();
        play(bench, 0, cut);
        const snapshot = bench.snapshot();
        const [cutHash, cutState] = [bench.journal.hash(), bench.digest()];
        play(bench, cut, END);
        expect([bench.journal.hash(), bench.digest()]).toEqual([hash, state]);
        bench.restore(snapshot);
        expect([bench.journal.hash(), bench.digest()]).toEqual([cutHash, cutState]);
        play(bench, cut, END);
        expect([bench.journal.hash(), bench.digest()]).toEqual([hash, state]);
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  it('runs the same in pieces of one cycle around a bus access', () => {
    const [a, b] = [new TestBench(), new TestBench()];
    for (const bench of [a, b]) bench.enter('insmod ax_dma');
    a.clock.run(26_000);
    for (let cycle = 1; cycle <= 26_000; cycle += cycle < 24_000 ? 500 : 1) b.clock.run(cycle);
    b.clock.run(26_000);
    expect(b.journal.hash()).toBe(a.journal.hash());
    expect(b.digest()).toBe(a.digest());
  });

  it('is busy while something runs, and idle afterwards', () => {
    const bench = new TestBench();
    expect(bench.kernel.busy).toBe(false);
    bench.enter('true');
    expect(bench.kernel.busy).toBe(true);
    bench.settle();
    expect(bench.kernel.busy).toBe(false);
    expect(bench.kernel.shell.busy).toBe(false);
  });

  it('names the profiles when it is asked for another', () => {
    expect(() => new TestBench('linux-2.4')).toThrow(/no kernel profile "linux-2.4".*linux-4.x, linux-6.1/);
  });
});

describe('descriptions', () => {
  it('marks the buffers and registers of a driver by its own names', () => {
    const bench = new TestBench();
    bench.run('insmod ax_dma');
    const marks = bench.kernel.marks();
    expect(marks.find((mark) => mark.name === 'dbgcmd')).toEqual({ name: 'dbgcmd', base: 0xf8003d04, bytes: 4, owner: 'ax_dma' });
    expect(marks.filter((mark) => ['src', 'dst', 'instr_q'].includes(mark.name)).map((mark) => mark.bytes)).toEqual([32768, 32768, 500]);
  });

  it('tells modules, nodes, interrupts', () => {
    const bench = new TestBench();
    bench.run('insmod ax_dma');
    const described = bench.kernel.describe();
    expect(described.modules[0]).toMatchObject({ name: 'ax_dma', facts: expect.arrayContaining([{ label: 'State', value: 'live' }]) as unknown });
    expect(described.nodes).toContainEqual({ path: '/dev/ax_dma', major: 254, minor: 0, driver: 'ax_dma' });
    expect(described.interrupts).toEqual([{ linux: 33, gic: 47, name: 'ax-dmac2', count: 0 }]);
  });
});

describe('interrupts', () => {
  it('reports a handler that does not silence its device, and goes on with it for ever', () => {
    const bench = new TestBench('linux-4.x', { zeroWriteLimit: 1 });
    bench.dmac.mode = 'never-cleared';
    bench.run('insmod ax_dma');
    bench.enter('echo 1 > /dev/ax_dma');
    expect(bench.clock.run(bench.clock.now + 3_000_000)).toBe('limit');
    expect(bench.rules()).toContain('interrupt-storm');
    const lines = bench.kernel.shell.lines.length;
    bench.enter('true; help');
    bench.clock.run(bench.clock.now + 1_000_000);
    expect(bench.kernel.shell.lines.length).toBeLessThanOrEqual(lines + 1);
    expect(bench.kernel.busy).toBe(true);
  });

  it('begins a handler with the line as its cause, and leads back to the start', () => {
    const bench = new TestBench('linux-4.x', { zeroWriteLimit: 1 });
    bench.run('insmod ax_dma; echo 1 > /dev/ax_dma');
    const clear = bench.dmac.state.writes.find(({ offset }) => offset === 0x2c);
    const kinds = bench.journal.causes(clear?.cause ?? 0).map((entry) => entry.kind);
    expect(kinds).toEqual(['write', 'handler', 'interrupt', 'write', 'syscall', 'task', 'input']);
  });

  it('leaves a line without a handler pending', () => {
    const bench = new TestBench();
    bench.run('insmod ax_dma');
    bench.gic.setLevel(45, true, 0);
    expect(bench.rules()).toEqual(['interrupt-without-handler']);
    expect(bench.journal.entry(bench.kernel.findings[0].entry)).toMatchObject({ kind: 'interrupt', address: 45 });
    expect(bench.run('true')).toEqual([]);
    expect(bench.gic.lineIsHigh(45)).toBe(true);
    expect(bench.run('cat /proc/interrupts').join('\n')).not.toContain('abort');
  });
});
