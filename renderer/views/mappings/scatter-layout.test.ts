import { describe, expect, it } from 'vitest';
import type { MappingView } from '../../../core/contract';
import { layoutScatter, scatterGroups } from './scatter-layout';

function entry(index: number, address: number, bytes: number, handle: number, segment: number, at = 5): MappingView {
  return { id: index, kind: 'sg', device: 'dev', handle, address, bytes, direction: 'DMA_TO_DEVICE', owner: 'device', by: '', at, entry: 1, checked: true, bounce: null, scatter: { list: 0x100, index, of: 3, segment }, ended: null };
}
const MERGED = [entry(0, 0x3000, 4096, 0xf000_0000, 0), entry(1, 0x2000, 4096, 0xf000_1000, 0), entry(2, 0x9000, 4096, 0xf000_2000, 0)];

describe('a scatter list over memory', () => {
  it('lays entries where they lie, with a gap only where memory is in between', () => {
    const { memory } = layoutScatter(MERGED);
    expect(memory.map((box) => box.index)).toEqual([1, 0, 2]);
    expect(memory[1].from).toBeCloseTo(memory[0].from + memory[0].width);
    expect(memory[2].from).toBeGreaterThan(memory[1].from + memory[1].width + 1);
    expect(memory[2].from + memory[2].width).toBeCloseTo(100);
  });

  it('shows merged entries as one segment of the device', () => {
    const { segments, device, bands } = layoutScatter(MERGED);
    expect(segments).toHaveLength(1);
    expect(segments[0]).toMatchObject({ handle: 0xf000_0000, bytes: 12288, from: 0 });
    expect(segments[0].width).toBeCloseTo(100);
    expect(device.map((box) => box.index)).toEqual([0, 1, 2]);
    expect(bands.find((band) => band.index === 2)?.points.endsWith(`,100 ${device[2].from},100`)).toBe(true);
  });

  it('keeps segments apart that the device sees apart', () => {
    const { segments } = layoutScatter(MERGED.map((one, i) => ({ ...one, scatter: { list: 0x100, index: i, of: 3, segment: i } })));
    expect(segments.map((one) => one.bytes)).toEqual([4096, 4096, 4096]);
    expect(segments[1].from).toBeGreaterThan(segments[0].from + segments[0].width);
  });

  it('leaves a short entry beside a long one wide enough to be hit, and all within the width', () => {
    const many = [entry(0, 0, 1_000_000, 0, 0), ...Array.from({ length: 20 }, (_, i) => entry(i + 1, 0x200_0000 + i * 0x10_0000, 16, 0x200_0000 + i * 0x10_0000, i + 1))];
    const { memory } = layoutScatter(many);
    expect(Math.min(...memory.map((box) => box.width))).toBeGreaterThan(1);
    expect(memory.at(-1)!.from + memory.at(-1)!.width).toBeCloseTo(100);
  });

  it('groups what one call mapped', () => {
    const groups = scatterGroups([...MERGED.toReversed(), entry(0, 0, 64, 0, 0, 99), { ...MERGED[0], kind: 'single', scatter: null }]);
    expect(groups.map((group) => group.entries.map((one) => one.scatter?.index))).toEqual([[0, 1, 2], [0]]);
  });
});
