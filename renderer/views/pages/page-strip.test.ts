import { describe, expect, it } from 'vitest';
import { stripOf } from './page-strip';

const block = (address: number, bytes: number, kind = 'kmalloc') => ({ address, bytes, kind, owner: '', title: '' });
const zone = { address: 0x1000, bytes: 0x10_0000 };

describe('the strip of a zone', () => {
  it('puts blocks where they are', () => {
    expect(stripOf(zone, [block(0x1000 + 0x8_0000, 0x4_0000)])).toEqual([{ kind: 'kmalloc', from: 50, width: 25 }]);
  });
  it('leaves out what is elsewhere', () => {
    expect(stripOf(zone, [block(0, 4096), block(0x10_1000, 4096)])).toEqual([]);
  });
  it('joins neighbours of one kind and keeps others apart', () => {
    const parts = stripOf(zone, [block(0x1000, 0x4_0000), block(0x4_1000, 0x4_0000), block(0x8_1000, 0x4_0000, 'coherent')]);
    expect(parts).toEqual([{ kind: 'kmalloc', from: 0, width: 50 }, { kind: 'coherent', from: 50, width: 25 }]);
  });
  it('shows the smallest block, and never leaves the strip or overlaps', () => {
    const parts = stripOf({ address: 0, bytes: 0x2000_0000 }, Array.from({ length: 300 }, (_, i) => block(0x1000_0000 + i * 4096, 4096, i % 2 === 0 ? 'kmalloc' : 'coherent')));
    for (const [i, part] of parts.entries()) {
      expect(part.from + part.width).toBeLessThanOrEqual(100);
      if (i > 0) expect(part.from).toBeGreaterThanOrEqual(parts[i - 1].from + parts[i - 1].width);
    }
    expect(parts.length).toBeGreaterThan(0);
    expect(parts[0].width).toBe(0.25);
  });
});
