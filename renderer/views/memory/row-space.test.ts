import { describe, expect, it } from 'vitest';
import { addressOfRow, extentsOfRows, makeRowSpace, moveByBytes, moveByRows, rowOfAddress, stretchOfAddress, stretchOfRow } from './row-space';

const ram = { base: 0x0010_0000, bytes: 0x1ff0_0000 };
const dma = { base: 0xf800_3000, bytes: 0x1000 };
const space = makeRowSpace([dma, ram], 16);

describe('row space', () => {
  it('folds what is not mapped into single rows', () => {
    expect(space.stretches.map((s) => [s.hole, s.base, s.rows])).toEqual([
      [true, 0, 1],
      [false, ram.base, ram.bytes / 16],
      [true, 0x2000_0000, 1],
      [false, dma.base, 256],
      [true, 0xf800_4000, 1],
    ]);
    expect(space.rows).toBe(ram.bytes / 16 + 256 + 3);
  });

  it('tells rows and addresses from each other, both ways', () => {
    for (const address of [ram.base, ram.base + 16, 0x1fff_fff0, dma.base, dma.base + 0xff0]) {
      expect(addressOfRow(space, rowOfAddress(space, address))).toBe(address);
    }
    for (const row of [0, 1, 2, 1000, ram.bytes / 16, ram.bytes / 16 + 1, space.rows - 1]) {
      expect(rowOfAddress(space, addressOfRow(space, row))).toBe(row);
    }
    expect(rowOfAddress(space, ram.base + 17)).toBe(2);
  });

  it('puts every address of a hole on the hole row', () => {
    expect(rowOfAddress(space, 0x4000_0000)).toBe(1 + ram.bytes / 16);
    expect(rowOfAddress(space, 0xffff_ffff)).toBe(space.rows - 1);
    expect(stretchOfAddress(space, 0x4000_0000).hole).toBe(true);
    expect(stretchOfRow(space, space.rows + 5).base).toBe(0xf800_4000);
  });

  it('widens unaligned stretches to whole rows and merges those that touch', () => {
    const odd = makeRowSpace([{ base: 0x1008, bytes: 8 }, { base: 0x1010, bytes: 4 }, { base: 0x1020, bytes: 0 }], 16);
    expect(odd.stretches.filter((s) => !s.hole)).toEqual([{ firstRow: 1, rows: 2, base: 0x1000, bytes: 0x20, hole: false }]);
  });

  it('is one hole when nothing is mapped, and has none when all is', () => {
    expect(makeRowSpace([], 16)).toMatchObject({ rows: 1 });
    expect(makeRowSpace([{ base: 0, bytes: 2 ** 32 }], 32)).toMatchObject({ rows: 2 ** 27, stretches: [{ hole: false }] });
  });

  it('moves by rows past holes and keeps the column', () => {
    expect(moveByRows(space, 0x0010_0005, 1)).toBe(0x0010_0015);
    expect(moveByRows(space, 0x1fff_fff5, 1)).toBe(dma.base + 5);
    expect(moveByRows(space, dma.base + 5, -1)).toBe(0x1fff_fff5);
    expect(moveByRows(space, 0x0010_0005, -1)).toBe(0x0010_0005);
    expect(moveByRows(space, 0xf800_3ff5, 3)).toBe(0xf800_3ff5);
  });

  it('moves by bytes over holes, and stops at the ends', () => {
    expect(moveByBytes(space, 0x1fff_ffff, 1)).toBe(dma.base);
    expect(moveByBytes(space, dma.base, -1)).toBe(0x1fff_ffff);
    expect(moveByBytes(space, ram.base, -1)).toBe(ram.base);
    expect(moveByBytes(space, 0xf800_3fff, 1)).toBe(0xf800_3fff);
  });

  it('lists the mapped addresses behind a range of rows', () => {
    const lastOfRam = rowOfAddress(space, 0x1fff_fff0);
    expect(extentsOfRows(space, lastOfRam - 1, lastOfRam + 2)).toEqual([
      { base: 0x1fff_ffe0, bytes: 32 },
      { base: dma.base, bytes: 16 },
    ]);
    expect(extentsOfRows(space, -5, 0)).toEqual([]);
  });
});
