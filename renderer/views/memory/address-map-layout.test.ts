import { describe, expect, it } from 'vitest';
import type { RegionView } from '../../../core/contract';
import { addressAtY, layoutAddressMap, pieceAtY, yOfAddress } from './address-map-layout';

const regions: RegionView[] = [
  { name: 'DMA', kind: 'mmio', base: 0xf800_3000, bytes: 0x1000, marks: [] },
  {
    name: 'DDR', kind: 'ram', base: 0x0010_0000, bytes: 0x1ff0_0000,
    marks: [
      { name: 'dst', base: 0x0100_1000, bytes: 0x1000, owner: 'dma_test' },
      { name: 'src', base: 0x0100_0000, bytes: 0x1000, owner: 'dma_test' },
    ],
  },
];
const map = layoutAddressMap(regions, 600);

describe('address map', () => {
  it('shows regions and marks in order of address and fills the height', () => {
    expect(map.map((p) => [p.kind, p.name])).toEqual([['ram', 'DDR'], ['mark', 'src'], ['mark', 'dst'], ['ram', ''], ['hole', ''], ['mmio', 'DMA']]);
    const last = map[map.length - 1];
    expect(last.y + last.height).toBeCloseTo(600);
    for (let i = 1; i < map.length; i++) expect(map[i].y).toBeCloseTo(map[i - 1].y + map[i - 1].height);
  });

  it('gives a page as much room as can be read beside half a gigabyte', () => {
    expect(map[1].height).toBeGreaterThanOrEqual(15);
    expect(map[3].height).toBeGreaterThan(map[1].height);
  });

  it('tells y and address from each other, both ways', () => {
    for (const address of [0x0010_0000, 0x0100_0000, 0x0100_0800, 0x0100_1fff, 0x1fff_0000, 0xf800_3000, 0xf800_3d00]) {
      const y = yOfAddress(map, address) as number;
      const piece = pieceAtY(map, y);
      const tolerance = (piece?.bytes ?? 0) / 100_000 + 1;
      expect(Math.abs((addressAtY(map, y) as number) - address)).toBeLessThanOrEqual(tolerance);
    }
    for (let y = 0; y < 600; y += 7) {
      const address = addressAtY(map, y) as number;
      const back = yOfAddress(map, address) as number;
      if (pieceAtY(map, y)?.kind !== 'hole') expect(Math.abs(back - y)).toBeLessThan(0.5);
    }
  });

  it('clamps above and below, and gives a hole to what lies above it', () => {
    const gap = map[4];
    expect(addressAtY(map, -10)).toBe(0x0010_0000);
    expect(addressAtY(map, 10_000)).toBe(0xf800_3fff);
    expect(addressAtY(map, gap.y + 1)).toBe(0x1fff_ffff);
    expect(yOfAddress(map, 0x4000_0000)).toBeNull();
  });

  it('cuts overlapping marks instead of drawing them over each other', () => {
    const marks = [
      { name: 'a', base: 0x1000, bytes: 0x100, owner: '' },
      { name: 'b', base: 0x1080, bytes: 0x100, owner: '' },
      { name: 'inside', base: 0x1010, bytes: 4, owner: '' },
    ];
    const pieces = layoutAddressMap([{ name: 'r', kind: 'ram', base: 0x1000, bytes: 0x180, marks }], 100);
    expect(pieces.map((p) => [p.name, p.base, p.bytes])).toEqual([['a', 0x1000, 0x100], ['b', 0x1100, 0x80]]);
  });

  it('squeezes into a height that is too small, and answers nothing for nothing', () => {
    const tight = layoutAddressMap(regions, 20);
    expect(tight[5].y + tight[5].height).toBeCloseTo(20);
    expect(addressAtY(layoutAddressMap([], 100), 5)).toBeNull();
  });
});
