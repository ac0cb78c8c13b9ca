import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineShift } from './line-shift';

const shift = (before: string, after: string): (number | null)[] => {
  const { toNew } = lineShift([...before].join('\n'), [...after].join('\n'));
  return [...before].map((_, i) => toNew(i + 1));
};

describe('lines of a changed text', () => {
  it.each([
    ['abc', 'abc', [1, 2, 3]],
    ['abc', 'xabc', [2, 3, 4]],
    ['abc', 'ac', [1, null, 2]],
    ['abcde', 'xabcyde', [2, 3, 4, 6, 7]],
    ['abc', 'xyz', [null, null, null]],
    ['', 'a', []],
  ])('%s → %s', (before, after, lines) => {
    expect(shift(before, after)).toEqual(lines);
  });

  it('pairs only equal lines, in order, and the same both ways', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', '}'), { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const { toNew, toOld } = lineShift(a.join('\n'), b.join('\n'));
        const pairs = a.flatMap((line, i): [string, number, number][] => {
          const to = toNew(i + 1);
          return to === null ? [] : [[line, i + 1, to]];
        });
        for (const [line, from, to] of pairs) {
          expect(b[to - 1]).toBe(line);
          expect(toOld(to)).toBe(from);
        }
        expect(pairs.map(([, , to]) => to)).toEqual(pairs.map(([, , to]) => to).sort((x, y) => x - y));
      }),
    );
  });
});
