import { beforeEach, describe, expect, it } from 'vitest';
import { Clock } from '../clock';
import { Journal } from '../journal/journal';
import { Gic, SPURIOUS_ID } from './gic';

const LINE = 47;
const BIT = 1 << (LINE - 32);

describe('interrupt controller', () => {
  let journal: Journal;
  let gic: Gic;
  let wakes: number;

  beforeEach(() => {
    const clock = new Clock(1_000_000);
    journal = new Journal(clock);
    gic = new Gic({ journal, clock });
    gic.switchOn();
    wakes = 0;
    gic.onPending = () => wakes++;
  });

  it('keeps a disabled line to itself', () => {
    gic.setLevel(LINE, true, 0);
    expect(gic.lineIsHigh(LINE)).toBe(true);
    expect(gic.pendingId()).toBe(SPURIOUS_ID);
    expect(wakes).toBe(0);
  });

  it('journals line changes with their cause, once each', () => {
    gic.setLevel(LINE, true, 0);
    gic.setLevel(LINE, true, 0);
    gic.setLevel(LINE, false, 1);
    expect(journal.length).toBe(3);
    expect(journal.entry(1)).toMatchObject({ kind: 'interrupt', initiator: 'gic', address: LINE, value: 1, old: 0, cause: 0 });
    expect(journal.entry(2)).toMatchObject({ kind: 'interrupt', address: LINE, value: 0, old: 1, cause: 1 });
    expect(gic.causeOf(LINE)).toBe(1);
  });

  it('offers a high line again after the end of interrupt, and not while it is active', () => {
    gic.setEnabled(LINE, true);
    gic.setLevel(LINE, true, 0);
    expect(wakes).toBe(1);
    expect(gic.acknowledge()).toBe(LINE);
    expect(gic.pendingId()).toBe(SPURIOUS_ID);
    gic.end(LINE);
    expect(gic.pendingId()).toBe(LINE);
    gic.setLevel(LINE, false, 0);
    expect(gic.acknowledge()).toBe(SPURIOUS_ID);
  });

  it('latches the edge of a line that is configured for edges', () => {
    gic.distributor.write(0xc00 + 4 * (LINE >> 4), 4, 2 << (2 * (LINE & 15)), 0);
    gic.setEnabled(LINE, true);
    gic.setLevel(LINE, true, 0);
    gic.setLevel(LINE, false, 0);
    expect(gic.acknowledge()).toBe(LINE);
    gic.end(LINE);
    expect(gic.pendingId()).toBe(SPURIOUS_ID);
  });

  it('prefers the more urgent priority, then the lower ID, and respects the mask', () => {
    for (const id of [46, 47, 48]) {
      gic.setEnabled(id, true);
      gic.setLevel(id, true, 0);
    }
    expect(gic.pendingId()).toBe(46);
    gic.distributor.write(0x400 + 48, 4, 0xa0a0a020, 0);
    expect(gic.pendingId()).toBe(48);
    gic.cpuInterface.write(0x04, 4, 0x20, 0);
    expect(gic.pendingId()).toBe(SPURIOUS_ID);
  });

  it('is driven through its registers: enable, acknowledge, end', () => {
    gic.distributor.write(0x104, 4, BIT, 0);
    expect(gic.distributor.peek(0x104, 4)).toBe(BIT);
    gic.setLevel(LINE, true, 0);
    expect(gic.distributor.peek(0x204, 4)).toBe(BIT);
    expect(gic.cpuInterface.peek(0x0c, 4)).toBe(LINE);
    expect(gic.distributor.peek(0x304, 4)).toBe(0);
    expect(gic.cpuInterface.read(0x0c, 4, 0)).toBe(LINE);
    expect(gic.distributor.peek(0x304, 4)).toBe(BIT);
    gic.cpuInterface.write(0x10, 4, LINE, 0);
    expect(gic.distributor.peek(0x304, 4)).toBe(0);
    gic.distributor.write(0x184, 4, BIT, 0);
    expect(gic.distributor.peek(0x104, 4)).toBe(0);
    expect(gic.pendingId()).toBe(SPURIOUS_ID);
  });

  it('saves and restores', () => {
    gic.setEnabled(LINE, true);
    gic.setLevel(LINE, true, 0);
    gic.acknowledge();
    const saved = gic.save();
    gic.end(LINE);
    gic.setLevel(LINE, false, 0);
    gic.load(saved);
    expect(gic.lineIsHigh(LINE)).toBe(true);
    expect(gic.pendingId()).toBe(SPURIOUS_ID);
    expect(gic.save()).toEqual(saved);
  });
});
