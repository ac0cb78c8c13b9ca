import { describe, expect, it } from 'vitest';
import { EMPTY_HISTORY, recall, remember } from './shell-history';

const after = (...lines: string[]) => lines.reduce(remember, EMPTY_HISTORY);

describe('shell history', () => {
  it('walks back and forth and stops at both ends', () => {
    let history = after('insmod a', 'dmesg');
    const walk = (by: 1 | -1, shown: string): string | null => {
      const step = recall(history, by, shown);
      if (step !== null) history = step.history;
      return step?.line ?? null;
    };
    expect(walk(1, 'half')).toBeNull();
    expect(walk(-1, 'half')).toBe('dmesg');
    expect(walk(-1, 'dmesg')).toBe('insmod a');
    expect(walk(-1, 'insmod a')).toBeNull();
    expect(walk(1, 'insmod a')).toBe('dmesg');
    expect(walk(1, 'dmesg')).toBe('half');
  });

  it('keeps neither empty lines nor repetitions', () => {
    expect(after('a', 'a', ' ', 'b', 'a').lines).toEqual(['a', 'b', 'a']);
    expect(after('a', ' ').at).toBe(1);
  });

  it('does not grow without end', () => {
    const history = after(...Array.from({ length: 600 }, (_, i) => `line ${i}`));
    expect(history.lines).toHaveLength(500);
    expect(history.lines[499]).toBe('line 599');
  });
});
