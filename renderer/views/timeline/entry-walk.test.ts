import { describe, expect, it } from 'vitest';
import type { TimelineLane } from '../../../core/contract';
import { findEntry, mergedEntry, nearestBox, neighbour } from './entry-walk';

function lane(boxes: readonly (readonly [start: number, end: number, entry: number, count: number])[]): TimelineLane {
  return {
    id: 'l', title: 'L', group: 'G',
    start: Float64Array.from(boxes, (b) => b[0]), end: Float64Array.from(boxes, (b) => b[1]),
    style: new Uint8Array(boxes.length), entry: Uint32Array.from(boxes, (b) => b[2]), count: Uint32Array.from(boxes, (b) => b[3]),
    beats: new Uint16Array(boxes.length), labels: boxes.map(() => ''),
  };
}

const entries = lane([[10, 12, 3, 1], [20, 40, 7, 1], [41, 42, 9, 4]]);

describe('walking the entries', () => {
  it('steps to the neighbours and stops at the ends', () => {
    expect(neighbour(entries, 0, 1)).toBe(1);
    expect(neighbour(entries, 1, -1)).toBe(0);
    expect(neighbour(entries, 0, -1)).toBeNull();
    expect(neighbour(entries, 2, 1)).toBeNull();
  });

  it('finds the nearest entry in time', () => {
    expect([0, 11, 14, 17, 30, 40, 1000].map((cycle) => nearestBox(entries, cycle))).toEqual([0, 0, 0, 1, 1, 1, 2]);
    expect(nearestBox(lane([]), 5)).toBeNull();
  });

  it('finds an entry that has a box, and does not guess about merged ones', () => {
    const other = lane([[0, 100, 2, 50]]);
    expect(findEntry([other, entries], 7, 20)).toEqual({ lane: 1, box: 1 });
    expect(findEntry([entries, other], 3, 10)).toEqual({ lane: 0, box: 0 });
    expect(findEntry([entries], 9, 41)).toEqual({ lane: 0, box: 2 });
    expect(findEntry([entries, other], 10, 41)).toBeNull();
    expect(findEntry([entries], 10, 500)).toBeNull();
    expect(findEntry([entries], 8, 25)).toBeNull();
    expect(findEntry([entries], 7, 17)).toEqual({ lane: 0, box: 1 });
  });

  it('finds the box that merges what happened in a cycle, in the lane that is named', () => {
    expect(mergedEntry([entries], 'l', 41)).toEqual({ lane: 0, box: 2 });
    expect(mergedEntry([entries], 'l', 25)).toBeNull();
    expect(mergedEntry([entries], 'l', 42)).toBeNull();
    expect(mergedEntry([entries], 'l', 40)).toBeNull();
    expect(mergedEntry([entries], 'other', 41)).toBeNull();
  });
});
