import { describe, expect, it } from 'vitest';
import type { Statement } from '../driver-bench';
import { act, calls, device, drive, keep } from './mapping-bench';
import { entriesOf, lengthOf } from './scatter';
import { pageStruct } from './pages';

const GFP = 0xcc0;
const TO = 1;
/** Fill entry `index` of the list `data` as sg_set_page does. */
const set = (index: number, page: string, bytes: number, offset = 0): Statement => act((locals, { k, at }) => {
  const sg = at('data') + index * k.memory.sizeOf('scatterlist');
  const old = k.memory.field('scatterlist', sg, 'page_link') & 3;
  k.memory.setField('scatterlist', sg, 'page_link', (locals[page] | old) >>> 0);
  k.memory.setField('scatterlist', sg, 'length', bytes);
  k.memory.setField('scatterlist', sg, 'offset', offset);
  return undefined;
});
const pages = ['a', 'b', 'c'].flatMap((name) => [calls('alloc_pages', GFP, 0), keep(name)]);
const list = [device(), ...pages, calls('sg_init_table', 'data', 3), set(0, 'c', 4096), set(1, 'a', 4096), set(2, 'b', 100)];
const map = calls('dma_map_sg', 'dev', 'data', 3, TO);
const unmap = (count = 3): Statement => calls('dma_unmap_sg', 'dev', 'data', count, TO);
/** Note address and length for the device of each entry. */
const segments = act((_locals, { k, at, note }) => {
  for (let i = 0; i < 3; i++) {
    const sg = at('data') + i * k.memory.sizeOf('scatterlist');
    note(k.memory.field('scatterlist', sg, 'dma_address'));
    note(k.memory.field('scatterlist', sg, 'dma_length'));
  }
  return undefined;
});

describe('dma_map_sg', () => {
  it('maps each entry alone without an IOMMU', () => {
    const bench = drive([...list, map, keep('n'), segments, unmap()]);
    const pa = (note: unknown): number => ((note as number) - pageStruct(bench.core, 0)) / bench.core.memory.sizeOf('page') * 4096;
    const [a, b, c] = bench.notes.slice(0, 3).map(pa);
    expect(bench.notes.slice(3)).toEqual([3, c, 4096, a, 4096, b, 100]);
    expect(bench.bench.rules()).toEqual([]);
    expect(bench.core.dma.live).toEqual([]);
  });
  it('merges what meets at page edges behind an IOMMU', () => {
    const bench = drive([...list, map, keep('n'), segments, unmap()], { hardware: { iommu: true } });
    expect(bench.notes.slice(3)).toEqual([1, 0xffff_d000, 8292, 0xffff_ffff, 0, 0xffff_ffff, 0]);
    expect(bench.bench.rules()).toEqual([]);
    expect(bench.core.dma.iommu?.pages).toEqual([]);
  });
  it('does not merge what begins inside of a page', () => {
    const bench = drive([...list, set(1, 'a', 96, 4000), map, keep('n')], { hardware: { iommu: true } });
    expect(bench.notes.at(-1)).toBe(2);
  });
  it.each([
    ['dma-sg-count', [map, unmap(2)], [map, unmap(3)]],
    ['dma-sg-mapped-twice', [map, map], [map, unmap(), map, unmap()]],
    ['dma-sg-broken', [calls('sg_init_table', 'data', 3), map], [map, unmap()]],
    ['dma-sg-too-long', [set(1, 'a', 65_540), map], [set(1, 'a', 65_536), map]],
    ['dma-unmap-unknown', [unmap()], [map, unmap()]],
  ] as [string, Statement[], Statement[]][])('%s', (rule, bad, good) => {
    expect(drive([...list, ...bad]).bench.rules()).toContain(rule);
    expect(drive([...list, ...good]).bench.rules()).toEqual([]);
  });
});

describe('scatter tables', () => {
  it('are chained in chunks of a page, and walked across them', () => {
    const bench = drive([calls('sg_alloc_table', 'data', 500, GFP), keep('r'), act((_locals, { k, at, note }) => {
      note(entriesOf(k, k.memory.field('sg_table', at('data'), 'sgl'), 10_000).length);
      note(k.memory.field('sg_table', at('data'), 'orig_nents'));
      return undefined;
    }), calls('sg_free_table', 'data')]);
    expect(bench.notes).toEqual([0, 500, 500]);
    expect(bench.core.slab.ownedBy('driver')).toBe(0);
  });
  it('cannot be empty', () => {
    expect(drive([calls('sg_alloc_table', 'data', 0, GFP), keep('r')]).notes).toEqual([(-22) >>> 0]);
  });
  it('copy to and from buffers', () => {
    const bench = drive([...list, calls('memset', 'more', 9, 300), calls('sg_copy_from_buffer', 'data', 3, 'more', 300), keep('n'), calls('memset', 'more', 0, 300), calls('sg_copy_to_buffer', 'data', 3, 'more', 300), keep('m'), act((_l, { k, at, note }) => {
      note(k.memory.byte(at('more') + 299));
      note(lengthOf(k, at('data')));
      return undefined;
    })]);
    expect(bench.notes.slice(3)).toEqual([300, 300, 9, 4096]);
  });
});
