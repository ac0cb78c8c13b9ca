import { describe, expect, it } from 'vitest';
import { utf8Bytes, utf8Text } from './utf8';

describe('UTF-8', () => {
  it('comes back as it was, however long and mixed', () => {
    const text = `${'x'.repeat(4095)}µ${'y'.repeat(9000)}€😀\0z`;
    expect(utf8Text(utf8Bytes(text))).toBe(text);
    expect(utf8Text(new Uint8Array(100_000))).toBe('\0'.repeat(100_000));
    expect(utf8Text(new Uint8Array(0))).toBe('');
  });

  it('that is none becomes a mark for each byte', () => {
    expect(utf8Text(Uint8Array.of(0x41, 0xff, 0x42, 0xc3, 0x43, 0xed, 0xa0, 0x80, 0x44, 0xe2, 0x82))).toBe('A\ufffdB\ufffdC\ufffdD\ufffd\ufffd');
  });
});
