import { describe, expect, it } from 'vitest';
import { Clock } from '../clock';
import { Journal } from '../journal/journal';
import { AudioCodec } from './audio-codec';
import { AUDIO_CODEC, CODEC_CTRL as CTRL, CODEC_INT as INT } from './audio-codec-registers';
import type { DataLoss } from './data-loss';
import type { RequestKind } from './request-line';

const PERIOD = 100;

class Rig {
  readonly clock = new Clock(222_222_222);
  readonly raised: string[] = [];
  readonly losses: DataLoss[] = [];
  owner: string | undefined;
  irq = false;
  private readonly port = (name: string, line: number) => ({ line, raise: (kind: RequestKind) => void this.raised.push(`${name} ${kind}`) });
  readonly journal = new Journal(this.clock);
  readonly codec = new AudioCodec({ clock: this.clock, journal: this.journal, base: 0x43c1_0000, tx: this.port('tx', 2), rx: { ...this.port('rx', 3), claim: () => this.owner, release: () => undefined }, irq: (level) => void (this.irq = level) });

  constructor() {
    this.clock.add(this.codec);
    this.codec.onLoss = (loss) => void this.losses.push(loss);
    this.write('CLOCK', PERIOD);
  }

  write = (name: keyof typeof AUDIO_CODEC.registers, value: number): void => this.codec.bank.write(AUDIO_CODEC.registers[name].offset, 4, value, 0);
  read = (name: keyof typeof AUDIO_CODEC.registers): number => this.codec.bank.read(AUDIO_CODEC.registers[name].offset, 4, 0);
  frames = (count: number): void => void this.clock.run(this.clock.now + count * PERIOD);
  fill = (count: number, from = 0): void => {
    for (let i = 0; i < count; i++) this.write('TX_DATA', from + i);
  };
}

describe('playing', () => {
  it('takes a frame each tick of the sample clock, and counts frames and periods', () => {
    const rig = new Rig();
    rig.fill(10, 1);
    rig.write('PERIOD', 4);
    rig.write('INT_ENABLE', INT.TX_PERIOD);
    rig.write('CTRL', CTRL.TX_EN);
    rig.clock.run(3 * PERIOD + 1);
    expect([rig.read('TX_POSITION'), rig.read('TX_SUM'), rig.read('STATUS'), rig.irq]).toEqual([3, 6, 7, false]);
    rig.clock.run(4 * PERIOD + 1);
    expect([rig.read('TX_POSITION'), rig.read('TX_PERIODS'), rig.irq]).toEqual([4, 1, true]);
    rig.write('INT_STATUS', INT.TX_PERIOD);
    expect(rig.irq).toBe(false);
    rig.clock.run(8 * PERIOD + 1);
    expect([rig.read('TX_PERIODS'), rig.read('TX_LOST'), rig.read('TX_FETCHED'), rig.irq]).toEqual([2, 0, 10, true]);
  });

  it('plays silence when there is nothing, says so once, and goes on', () => {
    const rig = new Rig();
    rig.fill(2, 1);
    rig.write('INT_ENABLE', INT.TX_UNDERRUN);
    rig.write('CTRL', CTRL.TX_EN);
    rig.frames(5.5);
    expect([rig.read('TX_POSITION'), rig.read('TX_LOST'), rig.irq, (rig.read('STATUS') >>> 16) & 1]).toEqual([2, 3, true, 1]);
    expect(rig.losses).toMatchObject([{ device: 'codec', kind: 'underrun', position: 2, places: 16, reason: { why: 'no-requests' } }]);
    rig.fill(1, 7);
    rig.frames(1);
    expect([rig.read('TX_POSITION'), rig.read('TX_SUM'), (rig.read('STATUS') >>> 16) & 1]).toEqual([3, 10, 0]);
    const texts = Array.from({ length: rig.journal.length }, (_, i) => rig.journal.entry(i)).slice(1).map((entry) => `${entry.kind}: ${entry.text}`);
    expect(texts).toEqual(['fault: codec underrun at frame 2', 'request: codec plays again after 3 frames of silence']);
    rig.frames(1);
    expect(rig.losses).toHaveLength(2);
  });

  it('asks for what it has places for, and not beyond the limit', () => {
    const rig = new Rig();
    rig.write('TX_LIMIT', 5);
    rig.write('CTRL', CTRL.TX_DMA | CTRL.TX_LIMITED);
    expect(rig.raised).toEqual(['tx burst']);
    rig.codec.line('tx').requestTaken('burst', 0);
    rig.fill(4);
    rig.codec.line('tx').acknowledged('burst', 0);
    expect(rig.raised).toEqual(['tx burst', 'tx single']);
    rig.codec.line('tx').requestTaken('single', 0);
    rig.fill(1);
    rig.codec.line('tx').acknowledged('single', 0);
    expect(rig.raised).toHaveLength(2);
    rig.write('CTRL', CTRL.TX_DMA | CTRL.TX_LIMITED | CTRL.TX_EN);
    rig.frames(7.5);
    expect(rig.losses).toMatchObject([{ position: 5, reason: { why: 'limit', limit: 5, since: 0 } }]);
    rig.write('TX_LIMIT', 9);
    expect(rig.raised.slice(2)).toEqual(['tx burst']);
    rig.frames(1);
    rig.write('CTRL', CTRL.TX_DMA);
    expect(rig.raised).toHaveLength(3);
  });

  it('knows a request that nobody takes from one that is slow', () => {
    const rig = new Rig();
    rig.write('CTRL', CTRL.TX_DMA | CTRL.TX_EN);
    rig.frames(1.5);
    expect(rig.losses[0].reason).toEqual({ why: 'not-served', kind: 'burst', since: 0, line: 2 });
    rig.fill(1);
    rig.codec.line('tx').requestTaken('burst', 0);
    rig.frames(2);
    expect(rig.losses[1].reason).toEqual({ why: 'slow', words: 4 });
  });

  it('stops without an underrun when it is told to drain', () => {
    const rig = new Rig();
    rig.fill(3);
    rig.write('INT_ENABLE', INT.TX_DRAINED);
    rig.write('CTRL', CTRL.TX_EN | CTRL.DRAIN);
    rig.frames(10);
    expect([rig.read('CTRL'), rig.read('TX_POSITION'), rig.read('TX_LOST'), rig.read('INT_STATUS'), rig.irq, rig.losses.length, rig.clock.idle]).toEqual([0, 3, 0, INT.TX_DRAINED, true, 0, true]);
  });

  it('begins anew when it is cleared', () => {
    const rig = new Rig();
    rig.fill(3, 5);
    rig.write('TX_LIMIT', 8);
    rig.write('PERIOD', 1);
    rig.write('CTRL', CTRL.TX_EN | CTRL.RX_EN);
    rig.frames(5.5);
    rig.write('CTRL', CTRL.CLEAR | CTRL.LOOP);
    const { values, definition } = rig.codec.bank;
    const left = Object.keys(definition.registers).filter((name) => /^[TR]X_(?!DATA)/.test(name)).map((name) => rig.read(name as keyof typeof definition.registers));
    expect([new Set(left), left.length, rig.read('STATUS'), rig.read('CTRL'), values.length]).toEqual([new Set([0]), 11, 0, CTRL.LOOP, 20]);
  });

  it('loses a frame for which it has no place', () => {
    const rig = new Rig();
    rig.fill(16);
    expect(rig.read('INT_STATUS')).toBe(0);
    rig.fill(1);
    expect([rig.read('INT_STATUS'), rig.read('TX_FETCHED'), rig.losses.length]).toEqual([INT.DATA_ERROR, 16, 0]);
  });
});

describe('recording', () => {
  it('hears a test tone, or what is played', () => {
    const rig = new Rig();
    rig.write('CTRL', CTRL.RX_EN);
    rig.frames(3.5);
    expect([rig.read('RX_DATA'), rig.read('RX_DATA'), rig.read('RX_DATA')]).toEqual([0, 0x0001_0100, 0x0002_0200]);
    rig.fill(3, 40);
    rig.write('CTRL', CTRL.RX_EN | CTRL.TX_EN | CTRL.LOOP);
    rig.frames(3);
    expect([rig.read('RX_DATA'), rig.read('RX_DATA'), rig.read('RX_DATA'), rig.read('RX_FETCHED'), rig.read('RX_POSITION')]).toEqual([40, 41, 42, 6, 6]);
    rig.read('RX_DATA');
    expect([rig.read('INT_STATUS'), rig.read('RX_FETCHED')]).toEqual([INT.DATA_ERROR, 6]);
  });

  it('loses frames that nobody fetches, and says why', () => {
    const rig = new Rig();
    rig.write('INT_ENABLE', INT.RX_OVERRUN);
    rig.write('RX_LIMIT', 4);
    rig.write('CTRL', CTRL.RX_EN | CTRL.RX_DMA | CTRL.RX_LIMITED);
    rig.frames(4.5);
    expect(rig.raised).toEqual(['rx single', 'rx burst']);
    rig.codec.line('rx').requestTaken('burst', 0);
    for (let i = 0; i < 4; i++) rig.read('RX_DATA');
    rig.codec.line('rx').acknowledged('burst', 0);
    rig.frames(16);
    expect([rig.irq, rig.read('RX_LOST')]).toEqual([false, 0]);
    rig.frames(2);
    expect([rig.irq, rig.read('RX_LOST'), rig.read('RX_POSITION'), rig.raised.length]).toEqual([true, 2, 20, 2]);
    expect(rig.losses).toMatchObject([{ kind: 'overrun', position: 20, reason: { why: 'limit', limit: 4, since: 450 } }]);
  });

  it('gets no requests while another device has its line', () => {
    const rig = new Rig();
    const conflicts: unknown[] = [];
    rig.codec.onConflict = (conflict) => void conflicts.push(conflict);
    rig.owner = 'sampler';
    rig.write('CTRL', CTRL.RX_EN | CTRL.RX_DMA);
    expect([rig.read('CTRL'), (rig.read('STATUS') >>> 18) & 1]).toEqual([CTRL.RX_EN, 1]);
    expect(conflicts).toMatchObject([{ device: 'codec', owner: 'sampler', line: 3 }]);
    rig.owner = undefined;
    rig.write('CTRL', CTRL.RX_EN | CTRL.RX_DMA);
    expect([rig.read('CTRL'), (rig.read('STATUS') >>> 18) & 1, conflicts.length]).toEqual([CTRL.RX_EN | CTRL.RX_DMA, 0, 1]);
  });
});

it('goes on from a saved state', () => {
  const rig = new Rig();
  rig.fill(3);
  rig.write('CTRL', CTRL.TX_EN | CTRL.RX_EN | CTRL.TX_DMA | CTRL.RX_DMA);
  rig.frames(2.5);
  rig.codec.line('tx').requestTaken('burst', 0);
  const saved = rig.codec.save();
  rig.raised.length = 0;
  const other = new Rig();
  other.clock.now = rig.clock.now;
  other.codec.load(saved);
  for (const one of [rig, other]) {
    one.fill(4);
    one.codec.line('tx').acknowledged('burst', 0);
    one.frames(20);
  }
  expect(other.codec.save()).toEqual(rig.codec.save());
  expect([other.raised, rig.raised.length > 0]).toEqual([rig.raised, true]);
  expect([rig.read('TX_LOST'), rig.read('RX_LOST')]).toEqual([15, 6]);
});
