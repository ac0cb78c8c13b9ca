import { describe, expect, it } from 'vitest';
import type { RegionView } from '../../../core/contract';
import { bandAt, bandsBetween, makeBands, placeInBand, regionAt } from './named-ranges';

const region = (marks: [name: string, base: number, bytes: number][]): RegionView[] => [
  { name: 'DDR', kind: 'ram', base: 0x1000, bytes: 0x1000, marks: marks.map(([name, base, bytes]) => ({ name, base, bytes, owner: 'driver' })) },
];
const shape = (regions: RegionView[]) => makeBands(regions).map((band) => [band.name, band.base, band.end]);

describe('named ranges', () => {
  it('keeps apart what does not overlap, in order', () => {
    expect(shape(region([['dst', 0x1200, 0x100], ['src', 0x1000, 0x100]]))).toEqual([['src', 0x1000, 0x1100], ['dst', 0x1200, 0x1300]]);
  });

  it('lays an inner range on top of the outer one, which goes on behind it', () => {
    expect(shape(region([['pool', 0x1000, 0x400], ['buffer', 0x1100, 0x80]]))).toEqual([['pool', 0x1000, 0x1100], ['buffer', 0x1100, 0x1180], ['pool', 0x1180, 0x1400]]);
  });

  it('lets the later of two crossing ranges win', () => {
    expect(shape(region([['a', 0x1000, 0x100], ['b', 0x1080, 0x100]]))).toEqual([['a', 0x1000, 0x1080], ['b', 0x1080, 0x1180]]);
    expect(shape(region([['a', 0x1000, 0x100], ['empty', 0x1010, 0], ['same', 0x1000, 0x10]]))).toEqual([['same', 0x1000, 0x1010], ['a', 0x1010, 0x1100]]);
  });

  it('finds the band of an address and says where in the whole range it lies', () => {
    const bands = makeBands(region([['pool', 0x1000, 0x400], ['buffer', 0x1100, 0x80]]));
    const behind = bandAt(bands, 0x1190);
    expect(behind === null ? '' : placeInBand(behind, 0x1190)).toBe('pool + 0x190');
    expect(bandAt(bands, 0x1100)?.name).toBe('buffer');
    expect(bandAt(bands, 0x1400)).toBeNull();
    expect(bandAt(bands, 0xfff)).toBeNull();
    expect(bandAt([], 0)).toBeNull();
    expect(bandsBetween(bands, 0x10ff, 0x1181).map((band) => band.order)).toEqual([0, 1, 2]);
  });

  it('finds the region of an address', () => {
    expect(regionAt(region([]), 0x1fff)?.name).toBe('DDR');
    expect(regionAt(region([]), 0x2000)).toBeNull();
  });
});
