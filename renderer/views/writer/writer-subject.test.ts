import { describe, expect, it } from 'vitest';
import { EMPTY_TRAIL, subjectOf, turnBack, turnTo } from './writer-subject';
import type { Subject } from './writer-subject';

const byte = (address: number): Subject => ({ kind: 'byte', address });

describe('subject of the writer view', () => {
  it('is the entry when one is selected, else the byte', () => {
    expect(subjectOf({ address: 16, entry: 3 })).toEqual({ kind: 'entry', entry: 3 });
    expect(subjectOf({ address: 0, entry: null })).toEqual(byte(0));
    expect(subjectOf({ address: null, entry: null })).toBeNull();
  });

  it('can be come back to after following the data, byte by byte', () => {
    let trail = turnTo(EMPTY_TRAIL, byte(1), false);
    trail = turnTo(trail, byte(2), true);
    trail = turnTo(trail, byte(3), true);
    trail = turnBack(trail);
    expect(trail).toEqual({ now: byte(2), before: [byte(1)] });
    expect(turnBack(turnBack(trail))).toEqual({ now: byte(1), before: [] });
  });

  it('forgets the way back when another view chooses, and ignores the same subject', () => {
    const trail = turnTo(turnTo(EMPTY_TRAIL, byte(1), false), byte(2), true);
    expect(turnTo(trail, byte(9), false)).toEqual({ now: byte(9), before: [] });
    expect(turnTo(trail, byte(2), true)).toBe(trail);
    expect(turnTo(trail, { kind: 'entry', entry: 2 }, true).before).toHaveLength(2);
  });
});
