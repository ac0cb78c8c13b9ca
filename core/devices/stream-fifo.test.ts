import { describe, expect, it } from 'vitest';
import { Clock } from '../clock';
import { StreamFifo } from './stream-fifo';
import type { RequestKind, StreamLine } from './stream-fifo';

class Rig {
  readonly clock = new Clock(1e6);
  readonly raised: string[] = [];
  readonly fifo = new StreamFifo(this.clock, { raise: (line: StreamLine, kind: RequestKind) => void this.raised.push(`${line} ${kind}`) });

  constructor() {
    this.clock.add(this.fifo);
  }

  write = (offset: number, value: number): void => this.fifo.bank.write(offset, 4, value, 0);
  read = (offset: number): number => this.fifo.bank.read(offset, 4, 0);
  run = (cycles: number): void => void this.clock.run(this.clock.now + cycles);
}

const [DATA, STATUS, CTRL, WATERMARK, ERROR, SENT] = [0x00, 0x04, 0x08, 0x0c, 0x14, 0x18];

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
