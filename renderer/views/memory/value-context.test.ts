import { describe, expect, it } from 'vitest';
import { addressText, byteSign, readValues, sizeText } from './value-context';

describe('value context', () => {
  it('reads little endian in all widths', () => {
    expect(readValues([0x78, 0x56, 0x34, 0xf2])).toEqual([
      { label: 'u8', hex: '0x78', decimal: '120' },
      { label: 'u16', hex: '0x5678', decimal: '22136' },
      { label: 'u32', hex: '0xF2345678', decimal: '4063516280' },
    ]);
  });

  it('leaves out widths that reach into what is not known', () => {
    expect(readValues([1, 2, null, 4]).map((r) => r.label)).toEqual(['u8', 'u16']);
    expect(readValues([null])).toEqual([]);
  });

  it('writes addresses and sizes', () => {
    expect(addressText(0xf800_3d00)).toBe('0xF8003D00');
    expect([1, 64, 4096, 1536 * 1024, 0x1ff0_0000].map(sizeText)).toEqual(['1 byte', '64 bytes', '4 KiB', '1.50 MiB', '511 MiB']);
    expect([0x41, 0x00, 0x7f, 0x20].map(byteSign)).toEqual(['A', '·', '·', ' ']);
  });
});
