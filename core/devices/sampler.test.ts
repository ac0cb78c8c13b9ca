import { describe, expect, it } from 'vitest';
import { Clock } from '../clock';
import { Journal } from '../journal/journal';
import type { DataLoss, LineConflict } from './data-loss';
import type { RequestKind } from './request-line';
import { SAMPLER, Sampler, sample } from './sampler';

const INTERVAL = 50;
const [EN, DMA, FREE, CLEAR] = [1, 2, 4, 8];
const [READY, DONE, OVERRUN, EMPTY_READ] = [1, 2, 4, 8];

class Rig {
  readonly clock = new Clock(222_222_222);
  readonly raised: RequestKind[] = [];
  readonly losses: DataLoss[] = [];
  readonly conflicts: LineConflict[] = [];
  owner: string | undefined;
  irq = false;
  readonly sampler = new Sampler({ clock: this.clock, journal: new Journal(this.clock), base: 0x43c2_0000, rx: { line: 3, raise: (kind) => void this.raised.push(kind), claim: () => this.owner, release: () => undefined }, irq: (level) => void (this.irq = level) });

  constructor() {
    this.clock.add(this.sampler);
    this.sampler.onLoss = (loss) => void this.losses.push(loss);
    this.sampler.onConflict = (conflict) => void this.conflicts.push(conflict);
    this.write('INTERVAL', INTERVAL);
    this.write('THRESHOLD', 0x0408);
    this.write('INT_ENABLE', READY | OVERRUN);
  }

  write = (name: keyof typeof SAMPLER.registers, value: number): void => this.sampler.bank.write(SAMPLER.registers[name].offset, 4, value, 0);
  read = (name: keyof typeof SAMPLER.registers): number => this.sampler.bank.read(SAMPLER.registers[name].offset, 4, 0);
  samples = (count: number): void => void this.clock.run(this.clock.now + count * INTERVAL);
  fetch = (kind: RequestKind, words: number): number[] => {
    this.sampler.line.requestTaken(kind, 0);
    const got = Array.from({ length: words }, () => this.read('DATA'));
    this.sampler.line.acknowledged(kind, 0);
    return got;
  };
}

describe('the sampler', () => {
  it('takes samples by itself and announces them once', () => {
    const rig = new Rig();
    rig.write('CTRL', EN);
    rig.samples(7.5);
    expect([rig.read('STATUS'), rig.irq]).toEqual([7, false]);
    rig.samples(1);
    expect([rig.read('STATUS'), rig.irq, rig.read('INT_STATUS')]).toEqual([8, true, READY]);
    rig.write('INT_STATUS', READY);
    rig.samples(5);
    expect([rig.irq, rig.raised.length]).toEqual([false, 0]);
    expect([rig.read('DATA'), rig.read('DATA')]).toEqual([sample(0), sample(1)]);
    for (let i = 0; i < 4; i++) rig.read('DATA');
    rig.samples(1);
    expect(rig.read('INT_STATUS')).toBe(READY);
    expect(rig.read('SAMPLES')).toBe(14);
    rig.write('CTRL', CLEAR);
    rig.samples(10);
    expect([rig.read('STATUS'), rig.read('SAMPLES'), rig.clock.idle]).toEqual([0, 0, true]);
  });

  it('hands over a block as it is asked to, no sample more, and says when it is done', () => {
    const rig = new Rig();
    rig.write('CTRL', EN | DMA);
    rig.samples(8.5);
    expect(rig.raised).toEqual([]);
    rig.write('COUNT', 9);
    expect([rig.raised.splice(0), rig.read('STATUS') >>> 8]).toEqual([['burst'], 1]);
    rig.write('INT_STATUS', READY);
    expect(rig.fetch('burst', 4)).toEqual([0, 1, 2, 3].map(sample));
    expect(rig.raised.splice(0)).toEqual(['burst']);
    rig.fetch('burst', 4);
    rig.samples(1);
    expect(rig.raised.splice(0)).toEqual(['single']);
    expect(rig.read('INT_STATUS')).toBe(0);
    rig.fetch('single', 1);
    expect([rig.read('INT_STATUS'), rig.read('COUNT'), rig.read('STATUS') >>> 8]).toEqual([DONE, 0, 0]);
    rig.samples(8);
    expect([rig.raised, rig.read('INT_STATUS')]).toEqual([[], DONE | READY]);
  });

  it('goes on without an end when it is free', () => {
    const rig = new Rig();
    rig.write('CTRL', EN | DMA | FREE);
    rig.samples(20.5);
    expect([rig.raised, rig.irq]).toEqual([['single', 'burst'], false]);
    rig.fetch('burst', 4);
    expect(rig.raised).toEqual(['single', 'burst', 'burst']);
  });

  it('loses samples when nobody comes, and says why', () => {
    const rig = new Rig();
    rig.write('CTRL', EN);
    rig.samples(64.5);
    expect([rig.losses.length, rig.read('LOST')]).toEqual([0, 0]);
    rig.samples(3);
    expect([rig.read('LOST'), rig.read('STATUS'), rig.read('INT_STATUS'), rig.irq]).toEqual([3, 64 | 512, READY | OVERRUN, true]);
    expect(rig.losses).toMatchObject([{ device: 'sampler', kind: 'overrun', position: 64, places: 64, reason: { why: 'not-fetched', since: 8 * INTERVAL, interrupt: true } }]);
    rig.read('DATA');
    rig.write('COUNT', 100);
    rig.samples(2);
    expect(rig.losses[1].reason).toEqual({ why: 'no-requests' });
    rig.read('DATA');
    rig.write('CTRL', EN | DMA);
    rig.samples(2);
    expect(rig.losses[2].reason).toMatchObject({ why: 'not-served', kind: 'burst', line: 3 });
  });

  it('tells of reads with nothing there, and of a controller that reads too much', () => {
    const rig = new Rig();
    rig.read('DATA');
    expect([rig.read('INT_STATUS'), rig.losses.length]).toEqual([EMPTY_READ, 0]);
    rig.write('COUNT', 8);
    rig.write('CTRL', EN | DMA);
    rig.samples(1.5);
    rig.fetch('single', 4);
    expect(rig.losses[0]).toMatchObject({ kind: 'empty-read', reason: { why: 'burst', watermark: 4 } });
  });

  it('raises nothing on a line that another device has', () => {
    const rig = new Rig();
    rig.owner = 'codec';
    rig.write('COUNT', 8);
    rig.write('CTRL', EN | DMA);
    rig.samples(8.5);
    expect([rig.read('CTRL'), rig.raised.length, (rig.read('STATUS') >>> 10) & 1]).toEqual([EN, 0, 1]);
    expect(rig.conflicts).toMatchObject([{ device: 'sampler', owner: 'codec', line: 3 }]);
  });

  it('goes on from a saved state', () => {
    const rig = new Rig();
    rig.write('COUNT', 30);
    rig.write('CTRL', EN | DMA);
    rig.samples(10.5);
    rig.sampler.line.requestTaken('burst', 0);
    const other = new Rig();
    other.clock.now = rig.clock.now;
    other.sampler.load(rig.sampler.save());
    for (const one of [rig, other]) {
      one.samples(70);
      one.fetch('burst', 3);
    }
    expect(other.sampler.save()).toEqual(rig.sampler.save());
    expect(rig.read('LOST')).toBe(16);
  });
});
