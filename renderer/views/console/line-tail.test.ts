import { describe, expect, it } from 'vitest';
import { askFrom, withTail } from './line-tail';

describe('line tail', () => {
  it('reads all while the lab stands still, and again from the last line while it runs', () => {
    expect(askFrom(10, false)).toBe(0);
    expect(askFrom(10, true)).toBe(9);
    expect(askFrom(0, true)).toBe(0);
  });

  it('replaces from where the reply begins', () => {
    expect(withTail(['a', 'b', 'half'], 2, ['whole', 'd'])).toEqual(['a', 'b', 'whole', 'd']);
    expect(withTail(['a', 'b', 'c'], 0, ['x'])).toEqual(['x']);
    expect(withTail(['a', 'b'], 1, [])).toEqual(['a']);
  });
});
