import { describe, expect, it } from 'vitest';
import { asCArray, asHex } from './copy-format';

describe('copy', () => {
  it('writes hex, sixteen bytes a line', () => {
    expect(asHex(Uint8Array.of(0, 0xff, 0x1a))).toBe('00 ff 1a');
    expect(asHex(new Uint8Array(17)).split('\n').map((line) => line.length)).toEqual([47, 2]);
  });

  it('writes a C array that says where it came from', () => {
    expect(asCArray(Uint8Array.of(1, 2), 0xf800_3000)).toBe('/* 0xf8003000 */\nstatic const u8 data[2] = {\n\t0x01, 0x02,\n};\n');
  });
});
