import { describe, expect, it } from 'vitest';
import { Clock } from '../clock';
import { Journal } from '../journal/journal';
import { StreamFifo } from './stream-fifo';
import type { DataLoss } from './data-loss';
import type { RequestKind } from './request-line';
import type { StreamLine } from './stream-fifo';

class Rig {
  readonly clock = new Clock(1e6);
  readonly raised: string[] = [];
  readonly losses: DataLoss[] = [];
  irq = false;
  private readonly port = (line: StreamLine) => ({ line: line === 'tx' ? 0 : 1, raise: (kind: RequestKind) => void this.raised.push(`${line} ${kind}`) });
  readonly fifo = new StreamFifo({ clock: this.clock, journal: new Journal(this.clock), base: 0x43c0_0000, tx: this.port('tx'), rx: this.port('rx'), irq: (level) => void (this.irq = level) });

  constructor() {
    this.fifo.onLoss = (loss) => void this.losses.push(loss);
    this.clock.add(this.fifo);
  }

  write = (offset: number, value: number): void => this.fifo.bank.write(offset, 4, value, 0);
  read = (offset: number): number => this.fifo.bank.read(offset, 4, 0);
  run = (cycles: number): void => void this.clock.run(this.clock.now + cycles);
}

const [DATA, STATUS, CTRL, WATERMARK, ERROR, SENT, INT_STATUS, INT_ENABLE] = [0x00, 0x04, 0x08, 0x0c, 0x14, 0x18, 0x20, 0x24];

describe('the serial port', () => {
  it('sends a word a period, and receives it when looped back', () => {
    const rig = new Rig();
    rig.write(CTRL, 7);
    for (const word of [10, 20, 30]) rig.write(DATA, word);
    rig.run(150);
    expect([rig.read(SENT), rig.read(STATUS)]).toEqual([1, 0x0201]);
    rig.run(1000);
    expect([rig.read(DATA), rig.read(DATA), rig.read(DATA), rig.read(STATUS)]).toEqual([10, 20, 30, 0]);
    expect(rig.read(ERROR)).toBe(2);
  });

  it('tells each thing that goes wrong, until it is cleared', () => {
    const rig = new Rig();
    rig.read(DATA);
    expect(rig.read(ERROR)).toBe(4);
    for (let i = 0; i < 17; i++) rig.write(DATA, i);
    expect([rig.read(ERROR), rig.read(STATUS)]).toEqual([12, 0x1000]);
    rig.write(CTRL, 10);
    rig.run(1750);
    expect(rig.read(ERROR)).toBe(13);
    rig.write(ERROR, 13);
    expect(rig.read(ERROR)).toBe(0);
    expect(rig.read(STATUS)).toBe(0x1010);
  });

  it('asks for a single, then for a burst; not for what it has already been promised', () => {
    const rig = new Rig();
    const line = rig.fifo.line('rx');
    rig.write(WATERMARK, 0x0402);
    rig.write(CTRL, 2 + 8 + 32);
    rig.run(450);
    expect(rig.raised).toEqual(['rx single', 'rx burst']);
    line.requestTaken('burst', 0);
    expect(rig.raised.slice(2)).toEqual(['rx burst']);
    line.flushed(0);
    expect(rig.raised.slice(3)).toEqual(['rx burst']);
    line.requestTaken('burst', 0);
    expect(rig.raised).toHaveLength(4);
    for (let i = 0; i < 4; i++) rig.read(DATA);
    line.acknowledged('burst', 0);
    line.acknowledged('burst', 0);
    expect(rig.raised).toHaveLength(4);
    rig.run(100);
    expect(rig.raised.slice(4)).toEqual(['rx single']);
  });

  it('asks anew for what a killed channel had taken', () => {
    const rig = new Rig();
    const line = rig.fifo.line('rx');
    rig.write(CTRL, 2 + 8 + 32);
    rig.run(450);
    line.requestTaken('burst', 0);
    rig.write(CTRL, 2 + 32);
    expect(rig.raised).toEqual(['rx single', 'rx burst']);
    line.dropped(0);
    expect(rig.raised.slice(2)).toEqual(['rx burst']);
  });

  it('makes the sender wait while there is no room, and loses nothing', () => {
    const rig = new Rig();
    rig.write(CTRL, 2 + 8 + 64);
    rig.run(3000);
    expect([rig.read(STATUS), rig.read(ERROR), rig.losses.length]).toEqual([0x1000f, 0, 0]);
    expect(rig.clock.idle).toBe(true);
    expect([rig.read(DATA), rig.read(DATA)]).toEqual([0, 1]);
    rig.run(3000);
    expect([rig.read(STATUS), rig.read(0x1c)]).toEqual([0x1000f, 17]);
    const looped = new Rig();
    looped.write(CTRL, 7 + 64);
    for (let i = 0; i < 16; i++) looped.write(DATA, i);
    looped.run(3000);
    expect([looped.read(STATUS), looped.read(ERROR)]).toEqual([0x1010f, 0]);
  });

  it('empties its FIFOs', () => {
    const rig = new Rig();
    rig.write(CTRL, 7);
    rig.write(DATA, 1);
    rig.write(DATA, 2);
    rig.run(150);
    rig.write(CTRL, 7 + 128);
    rig.run(500);
    expect([rig.read(STATUS), rig.read(CTRL), rig.read(ERROR), rig.read(SENT)]).toEqual([0, 7, 0, 1]);
  });

  it('drives its interrupt line by what is enabled', () => {
    const rig = new Rig();
    rig.write(CTRL, 10);
    rig.run(350);
    rig.write(INT_ENABLE, 5);
    expect([rig.irq, rig.read(INT_STATUS)]).toEqual([false, 2]);
    rig.run(100);
    expect([rig.irq, rig.read(INT_STATUS)]).toEqual([true, 3]);
    rig.read(DATA);
    expect(rig.irq).toBe(false);
    rig.run(2000);
    for (let i = 0; i < 16; i++) rig.read(DATA);
    expect([rig.irq, rig.read(INT_STATUS)]).toEqual([true, 6]);
    rig.write(ERROR, 1);
    expect(rig.irq).toBe(false);
  });

  it('tells why words were lost, once for each time', () => {
    const rig = new Rig();
    rig.write(CTRL, 10);
    rig.run(2000);
    expect(rig.losses).toMatchObject([{ device: 'stream', kind: 'overrun', position: 16, reason: { why: 'no-requests' } }]);
    rig.read(DATA);
    rig.write(CTRL, 42);
    rig.run(300);
    expect(rig.losses.slice(1)).toMatchObject([{ position: 20, reason: { why: 'not-served', kind: 'burst', since: 2000, line: 1 } }]);
  });

  it('tells of a burst that is longer than its watermark, not of a processor that reads too much', () => {
    const rig = new Rig();
    rig.read(DATA);
    expect(rig.losses).toEqual([]);
    rig.write(CTRL, 42);
    rig.run(250);
    rig.fifo.line('rx').requestTaken('single', 0);
    for (let i = 0; i < 4; i++) rig.read(DATA);
    expect(rig.losses).toMatchObject([{ kind: 'empty-read', reason: { why: 'burst', watermark: 4 } }, { kind: 'empty-read' }]);
  });

  it('goes on from a saved state', () => {
    const rig = new Rig();
    rig.write(CTRL, 10);
    rig.run(350);
    const saved = rig.fifo.save();
    const other = new Rig();
    other.clock.now = rig.clock.now;
    other.fifo.load(saved);
    for (const one of [rig, other]) one.run(1000);
    expect(other.fifo.save()).toEqual(rig.fifo.save());
    expect(rig.read(STATUS)).toBe(13);
  });
});
