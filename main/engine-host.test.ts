import { describe, expect, it, vi } from 'vitest';
import type { LabStatus } from '../core/contract';
import { EngineHost } from './engine-host';
import type { HostedLab } from './engine-host';

/** A lab that needs `work` cycles, at `speed(cycle)` cycles a millisecond of a clock that only it moves. */
function setUp(work: number, speed: (cycle: number) => number) {
  const time = { now: 0 };
  const queue: (() => void)[] = [];
  const cuts: number[] = [];
  let cycle = 0;
  const lab = {
    running: false,
    version: 0,
    status: () => ({ running: lab.running, cycle }) as LabStatus,
    handle: (name: string) => {
      if (name === 'run.start') lab.running = true;
      if (name === 'run.pause') lab.running = false;
      if (name.startsWith('run.')) lab.version++;
      return lab.status();
    },
    advance: (cycles: number) => {
      const done = Math.min(cycles, work - cycle);
      time.now += done / speed(cycle);
      cycle += done;
      cuts.push(done);
      lab.version++;
      lab.running = cycle < work;
      return lab.running;
    },
  };
  const seen: { at: number; running: boolean }[] = [];
  const failed = vi.fn();
  const host = new EngineHost(lab as unknown as HostedLab, () => seen.push({ at: time.now, running: lab.running }), failed, { now: () => time.now, soon: (run) => queue.push(run) });
  const turn = (): boolean => {
    const next = queue.shift();
    next?.();
    return next !== undefined;
  };
  const drain = () => {
    for (let i = 0; i < 1_000_000 && turn(); i++);
  };
  return { host, lab, seen, failed, turn, drain, cuts, queue, time, cycle: () => cycle };
}

describe('engine host', () => {
  it('runs to the end in slices that never keep the process long, fast or slow', () => {
    for (const speed of [() => 50, () => 100_000, (cycle: number) => (cycle < 5_000_000 ? 100_000 : 10_000)]) {
      const bench = setUp(10_000_000, speed);
      bench.host.handle('run.start', {});
      bench.drain();
      expect(bench.cycle()).toBe(10_000_000);
      expect(bench.host.longestStall).toBeLessThanOrEqual(18);
    }
  });

  it('settles in turns: until the lab stands, or until patience ends while the lab runs on', async () => {
    const settled = async (work: number): Promise<{ running: boolean; turns: number; cycle: number }> => {
      const bench = setUp(work, () => 1000);
      bench.lab.running = true;
      let over = false;
      void bench.host.settle(100).then(() => (over = true));
      let turns = 0;
      for (; !over && turns < 10_000; turns++) {
        bench.turn();
        await Promise.resolve();
        await Promise.resolve();
      }
      const { running } = bench.lab;
      bench.drain();
      return { running, turns, cycle: bench.cycle() };
    };
    const short = await settled(20_000);
    expect(short).toMatchObject({ running: false, cycle: 20_000 });
    expect(short.turns).toBeGreaterThan(4);
    expect(await settled(1_000_000)).toMatchObject({ running: true, cycle: 1_000_000 });
  });

  it('keeps to eight milliseconds once the speed is known', () => {
    const bench = setUp(1_000_000, () => 1000);
    bench.host.handle('run.start', {});
    bench.drain();
    expect(bench.host.longestStall).toBeLessThanOrEqual(9);
    expect(bench.cuts.length).toBeGreaterThan(500);
  });

  it('announces at most once a frame, and the end at once', () => {
    const bench = setUp(1_000_000, () => 1000);
    bench.host.handle('run.start', {});
    bench.drain();
    const gaps = bench.seen.slice(1, -1).map((one, i) => one.at - (bench.seen[i]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(16);
    expect(bench.seen.at(-1)).toEqual({ at: bench.time.now, running: false });
    expect(bench.seen.length).toBeGreaterThan(30);
  });

  it('announces a command that changes something, not one that looks', () => {
    const bench = setUp(10, () => 1);
    bench.host.handle('lab.status', {});
    expect(bench.seen).toHaveLength(0);
    bench.host.handle('run.pause', {});
    expect(bench.seen).toHaveLength(1);
  });

  it('has one loop however often it is started, and stops for a pause', () => {
    const bench = setUp(1_000_000, () => 1000);
    bench.host.handle('run.start', {});
    bench.host.handle('run.start', {});
    expect(bench.queue).toHaveLength(1);
    bench.turn();
    const before = bench.cycle();
    bench.host.handle('run.pause', {});
    bench.drain();
    expect(bench.cycle()).toBe(before);
    bench.host.handle('run.start', {});
    bench.drain();
    expect(bench.cycle()).toBe(1_000_000);
  });

  it('ends the run when the lab fails, and can go on afterwards', () => {
    const bench = setUp(1_000_000, () => 1000);
    const fault = new Error('broken model');
    const { advance } = bench.lab;
    bench.lab.advance = () => {
      throw fault;
    };
    bench.host.handle('run.start', {});
    bench.drain();
    expect(bench.failed).toHaveBeenCalledWith(fault);
    expect(bench.seen.at(-1)?.running).toBe(false);
    bench.lab.advance = advance;
    bench.host.handle('run.start', {});
    bench.drain();
    expect(bench.cycle()).toBe(1_000_000);
  });
});
