import { describe, expect, it } from 'vitest';
import type { EntryLine, TimelineLane } from '../../../core/contract';
import { chainArrows } from './timeline-data';
import { beatRange, cycleAndTime, entryWords } from './timeline-words';

const entry: EntryLine = { index: 7, at: 90, kind: 'write', initiator: 'dma', lane: 'write:dma', title: 'write 0x1000, 4 × 8 bytes', detail: 'aa bb', cause: 3, address: 0x1000, bytes: 32, until: 103 };
const lane: TimelineLane = {
  id: 'w', title: 'dma write', group: 'Bus', start: Float64Array.of(100, 200), end: Float64Array.of(104, 300), style: Uint8Array.of(1, 1),
  entry: Uint32Array.of(7, 8), count: Uint32Array.of(1, 40), beats: Uint16Array.of(4, 0), labels: ['write', ''],
};
const plain = (text: string | undefined): string | undefined => text?.replaceAll('\u202f', ' ');

describe('timeline words', () => {
  it('names the beat under the pointer with its address', () => {
    const words = entryWords({ lane, box: 0 }, entry, 102.4, 1e9);
    expect(words).toMatchObject({ lane: 'dma write', title: entry.title, detail: 'beat 3 of 4 at 0x00001010 · aa bb' });
    expect(plain(words?.when)).toBe('cycle 100 · 100 ns, 4 cycles (4.000 ns)');
    expect(entryWords({ lane, box: 0 }, entry, 50, 1e9)?.detail).toBe('aa bb');
  });

  it('says how many entries a merged box stands for', () => {
    expect(entryWords({ lane, box: 1 }, null, null, 1e9)).toMatchObject({ title: '40 entries', detail: 'Zoom in to tell them apart.' });
  });

  it('speaks of an entry that no lane shows, and of nothing', () => {
    expect(entryWords(null, entry, null, 0)).toMatchObject({ lane: 'dma', when: 'cycle 90' });
    expect(entryWords(null, null, null, 1)).toBeNull();
    expect(plain(cycleAndTime(12_345, 1e9))).toBe('cycle 12 345 · 12.345 µs');
  });

  it('knows the bytes of a beat only when all beats are alike', () => {
    expect(beatRange(entry, 3, 4)).toEqual({ address: 0x1018, length: 8 });
    expect(beatRange({ ...entry, address: 0x1001, bytes: 31 }, 3, 4)).toBeNull();
    expect(beatRange({ ...entry, address: 0x1004 }, 3, 4)).toBeNull();
    expect(beatRange({ ...entry, address: null }, 0, 4)).toBeNull();
  });
});

describe('arrows of a chain of causes', () => {
  it('leads from cause to effect and passes over what no lane shows', () => {
    const line = (index: number): EntryLine => ({ ...entry, index, at: index * 10 });
    const lanes: Record<number, string> = { 1: 'user', 3: 'cpu', 4: 'cpu', 7: 'dma' };
    const arrows = chainArrows([line(7), line(4), line(3), line(2), line(1)], ({ index, at }) => (index in lanes ? { lane: lanes[index], at } : null));
    expect(arrows.map((arrow) => [arrow.fromLane, arrow.fromAt, arrow.toLane, arrow.toAt])).toEqual([
      ['user', 10, 'cpu', 30],
      ['cpu', 40, 'dma', 70],
    ]);
    expect(arrows.every((arrow) => arrow.strong)).toBe(true);
  });
});
