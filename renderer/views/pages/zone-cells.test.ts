import { describe, expect, it } from 'vitest';
import type { PageBlock } from '../../../core/contract';
import { cellWidth, zoneCells } from './zone-cells';

const block = (address: number, pages: number, kind: string): PageBlock => ({ address, bytes: pages * 4096, kind, owner: '', title: '', by: '', at: 0, objectBytes: 0, objects: [] });
const M4 = 0x40_0000;
const zone = { name: 'Normal', address: 0x100_0000, bytes: 4 * M4, free: 0, orders: [], fragments: [{ address: 0x100_1000, order: 0 }, { address: 0x100_4000, order: 2 }, { address: 0x100_0000 + M4, order: 10 }, { address: 0x100_0000 + 2 * M4, order: 10 }] };

describe('the cells of a zone', () => {
  it('mix blocks and free fragments by address, and join the largest free blocks', () => {
    const { cells, hidden } = zoneCells(zone, [block(0x100_0000, 1, 'kmalloc'), block(0x100_2000, 2, 'pages'), block(0x900_0000, 1, 'other zone')]);
    expect(cells.map(({ address, kind, count }) => [address, kind, count])).toEqual([
      [0x100_0000, 'kmalloc', 1], [0x100_1000, '', 1], [0x100_2000, 'pages', 1], [0x100_4000, '', 1], [0x100_0000 + M4, '', 2],
    ]);
    expect(cells.at(-1)?.bytes).toBe(2 * M4);
    expect(hidden).toBe(0);
  });

  it('do not join what a block stands between', () => {
    expect(zoneCells({ ...zone, fragments: zone.fragments.slice(2) }, [block(0x100_0000 + 2 * M4 - 4096, 1, 'pages')]).cells.map((cell) => cell.kind)).toEqual(['', 'pages', '']);
  });

  it('are bounded, and say how many are not drawn', () => {
    const fragments = Array.from({ length: 2500 }, (_, i) => ({ address: 0x100_0000 + i * 8192, order: 0 }));
    const { cells, hidden } = zoneCells({ ...zone, fragments }, []);
    expect([cells.length, hidden]).toEqual([2000, 500]);
  });

  it('get wider with the order', () => {
    const [small, , , , large] = zoneCells(zone, [block(0x100_0000, 1, 'kmalloc'), block(0x100_2000, 2, 'pages')]).cells;
    expect(cellWidth(large)).toBeGreaterThan(cellWidth(small));
  });
});
