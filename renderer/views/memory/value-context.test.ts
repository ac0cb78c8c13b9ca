import { describe, expect, it } from 'vitest';
import { bothSides, byteSign, cacheWords, readValues } from './value-context';

describe('value context', () => {
  it('reads little endian in all widths', () => {
    expect(readValues([0x78, 0x56, 0x34, 0xf2])).toEqual([
      { label: 'u8', hex: '0x78', decimal: '120' },
      { label: 'u16', hex: '0x5678', decimal: '22136' },
      { label: 'u32', hex: '0xf2345678', decimal: '4063516280' },
    ]);
  });

  it('leaves out widths that reach into what is not known', () => {
    expect(readValues([1, 2, null, 4]).map((r) => r.label)).toEqual(['u8', 'u16']);
    expect(readValues([null])).toEqual([]);
  });

  it('says which side sees what', () => {
    const [dirty, stale] = [{ cache: 3, other: 0x0a }, { cache: 5, other: 0x0a }];
    expect(cacheWords({ cache: 1, other: null }, 'cpu')).toBe('');
    expect([cacheWords(dirty, 'cpu'), cacheWords(dirty, 'device')]).toEqual(['dirty: devices see 0x0a', 'dirty: the CPU sees 0x0a']);
    expect([cacheWords(stale, 'difference'), cacheWords(stale, 'device')]).toEqual(['stale: memory holds 0x0a', 'stale: the CPU sees 0x0a']);
  });

  it('names both values, the CPU first, whichever of them is shown', () => {
    expect(bothSides({ value: 1, cache: 1, other: null }, 'cpu')).toBe('');
    expect(bothSides({ value: 0x66, cache: 5, other: 0x73 }, 'difference')).toBe('CPU 0x66, devices 0x73: stale');
    expect(bothSides({ value: 0x66, cache: 3, other: 0x73 }, 'device')).toBe('CPU 0x73, devices 0x66: dirty');
  });

  it('shows printable signs and a dot for the rest', () => {
    expect([0x41, 0x00, 0x7f, 0x20].map(byteSign)).toEqual(['A', '·', '·', ' ']);
  });
});
