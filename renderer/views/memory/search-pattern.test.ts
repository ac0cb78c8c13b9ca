import { describe, expect, it } from 'vitest';
import { parsePattern } from './search-pattern';

const bytesOf = (text: string): [string, number[]] => {
  const pattern = parsePattern(text);
  if ('problem' in pattern) throw new Error(pattern.problem);
  return [pattern.meaning, [...pattern.bytes]];
};

describe('search pattern', () => {
  it('takes pairs of digits as bytes in the order of memory', () => {
    expect(bytesOf('de ad BE ef')).toEqual(['bytes', [0xde, 0xad, 0xbe, 0xef]]);
    expect(bytesOf('0102, 03')).toEqual(['bytes', [1, 2, 3]]);
    expect(bytesOf('7f')).toEqual(['byte', [0x7f]]);
  });

  it('takes 0x as a little-endian word of the width that its digits ask for', () => {
    expect(bytesOf('0xdeadbeef')).toEqual(['little-endian u32', [0xef, 0xbe, 0xad, 0xde]]);
    expect(bytesOf('0x123')).toEqual(['little-endian u16', [0x23, 0x01]]);
    expect(bytesOf('0x5')).toEqual(['byte', [5]]);
  });

  it('takes the rest as text, and quotes force text', () => {
    expect(bytesOf('hello')).toEqual(['text', [0x68, 0x65, 0x6c, 0x6c, 0x6f]]);
    expect(bytesOf('"cafe"')).toEqual(['text', [0x63, 0x61, 0x66, 0x65]]);
    expect(bytesOf('cafe')[1]).toEqual([0xca, 0xfe]);
    expect(bytesOf('é')[1]).toEqual([0xc3, 0xa9]);
  });

  it('refuses nothing and too much', () => {
    expect(parsePattern('  ')).toHaveProperty('problem');
    expect(parsePattern('"'.concat('x'.repeat(1025), '"'))).toEqual({ problem: 'At most 1024 bytes can be searched for; this is 1025.' });
    expect(bytesOf('x'.repeat(1024))[1]).toHaveLength(1024);
  });
});
