import { describe, expect, it } from 'vitest';
import type { Statement } from '../driver-bench';
import { act, calls, device, drive, keep, keepWord } from './mapping-bench';
import { entriesOf, entryPhysical, lengthOf } from './scatter';
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
/** The device gets room for what it says of segments. */
const limits = act((_locals, { k, at }) => {
  k.memory.setField('device', at('dev'), 'dma_parms', at('more'));
  return undefined;
});
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
    ['dma-sg-boundary', [limits, calls('dma_set_seg_boundary', 'dev', 4095), set(1, 'a', 4096, 100), map], [limits, calls('dma_set_seg_boundary', 'dev', 8191), map, unmap()]],
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
  it('of pages hold neighbours in one entry', () => {
    const put = (index: number, page: string, offset = 0): Statement => act((locals, { k, at }) => {
      k.memory.setWord(at('more') + 4 * index, locals[page] + offset * k.memory.sizeOf('page'));
      return undefined;
    });
    const bench = drive([calls('alloc_pages', GFP, 2), keep('a'), calls('alloc_pages', GFP, 0), keep('b'), put(0, 'a', 1), put(1, 'a', 2), put(2, 'b'), put(3, 'a', 0), calls('sg_alloc_table_from_pages', 'data', 'more', 4, 100, 3 * 4096 + 50, GFP), keep('r'), act((_l, { k, at, note }) => {
      for (const sg of entriesOf(k, k.memory.field('sg_table', at('data'), 'sgl'), 10)) note(`${(entryPhysical(k, sg) ?? 0) % 4096}+${lengthOf(k, sg)}`);
      return undefined;
    }), calls('sg_free_table', 'data'), put(1, 'a', 0), act((_l, { k, at }) => {
      k.memory.setWord(at('more') + 4, 0x1234);
      return undefined;
    }), calls('sg_alloc_table_from_pages', 'data', 'more', 4, 0, 16_384, GFP), keep('bad')]);
    expect(bench.notes.slice(2)).toEqual([0, '100+8092', '0+4096', '0+150', (-22) >>> 0]);
    expect(bench.bench.rules()).toEqual(['dma-sg-broken']);
  });
  it('of coherent memory have one entry, which maps for another device', () => {
    const bench = drive([device(), calls('dma_alloc_coherent', 'dev', 5000, 'more', GFP), keep('c'), keepWord('h', 'more'), calls('dma_get_sgtable', 'dev', 'data', '$c', '$h', 5000), keep('r'), act(({ h }, { k, at, note }) => {
      const sgl = k.memory.field('sg_table', at('data'), 'sgl');
      note(`${entryPhysical(k, sgl) === h} ${lengthOf(k, sgl)} ${k.memory.field('sg_table', at('data'), 'orig_nents')}`);
      return undefined;
    }), calls('sg_free_table', 'data'), calls('dma_get_sgtable', 'dev', 'data', 0x1000, 0, 5000), keep('no')]);
    expect(bench.notes.slice(1)).toEqual([0, 'true 8192 1', (-6) >>> 0]);
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
