import { describe, expect, it } from 'vitest';
import { askFrom, withTail } from './line-tail';

const numbered = (texts: readonly string[], first = 0): { number: number; text: string }[] => texts.map((text, i) => ({ number: first + i, text }));
const texts = (lines: readonly { text: string }[] | null): string[] | undefined => lines?.map(({ text }) => text);

describe('line tail', () => {
  it('reads all while the lab stands still, and again from the last line while it runs', () => {
    expect(askFrom(numbered(['a', 'b'], 8), false)).toBe(0);
    expect(askFrom(numbered(['a', 'b'], 8), true)).toBe(9);
    expect(askFrom([], true)).toBe(0);
  });

  it('replaces from where the reply begins', () => {
    const tail = (from: number, lines: string[], lost = 0) => ({ from, lost, lines: numbered(lines, from) });
    expect(texts(withTail(numbered(['a', 'b', 'half']), tail(2, ['whole', 'd'])))).toEqual(['a', 'b', 'whole', 'd']);
    expect(texts(withTail(numbered(['a', 'b', 'c']), tail(0, ['x'])))).toEqual(['x']);
    expect(texts(withTail(numbered(['a', 'b']), tail(1, [])))).toEqual(['a']);
  });

  it('follows numbers when old lines are lost, and leaves no gap', () => {
    const known = numbered(['c', 'd', 'e'], 2);
    expect(texts(withTail(known, { from: 4, lost: 3, lines: numbered(['e', 'f'], 4) }))).toEqual(['d', 'e', 'f']);
    expect(texts(withTail(known, { from: 9, lost: 9, lines: numbered(['x'], 9) }))).toEqual(['x']);
    expect(withTail(known, { from: 9, lost: 3, lines: numbered(['x'], 9) })).toBeNull();
  });
});
