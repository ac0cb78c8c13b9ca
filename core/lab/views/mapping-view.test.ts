import { describe, expect, it } from 'vitest';
import { AddressSpace } from '../../kernel/address-space';
import { Slab } from '../../kernel/slab';
import { calls, device, drive, keep, keepWord } from '../../kernel/mapping/mapping-bench';
import { mappingMarks, mappingsView, objectMarks, pagesMap, poolsView } from './mapping-view';

const GFP = 0xcc0;

describe('mappings, pools and pages for views', () => {
  const bench = drive([
    device(), calls('kmalloc', 256, GFP), keep('buf'),
    calls('dma_map_single', 'dev', '$buf', 128, 1), keep('h'), calls('dma_mapping_error', 'dev', '$h'), calls('dma_unmap_single', 'dev', '$h', 128, 1),
    calls('dma_map_single', 'dev', '$buf', 256, 2), keep('h'),
    calls('dma_alloc_coherent', 'dev', 4096, 'data', GFP), keep('c'),
    calls('dma_pool_create', 's_name', 'dev', 64, 64, 0), keep('pool'), calls('dma_pool_alloc', '$pool', GFP, 'more'), keep('p'), keepWord('ph', 'more'),
    calls('alloc_pages', GFP, 3), keep('page'),
  ]);
  const { kernel } = bench.bench;

  it('lists what is mapped, whose it is, and what has ended', () => {
    const { mappings, bounce, iommu } = mappingsView(kernel);
    expect(mappings.map(({ kind, bytes, direction, owner, checked, ended }) => [kind, bytes, direction, owner, checked, ended?.by ?? null])).toEqual([
      ['single', 256, 'DMA_FROM_DEVICE', 'device', false, null],
      ['coherent', 4096, 'DMA_BIDIRECTIONAL', 'both', true, null],
      ['single', 128, 'DMA_TO_DEVICE', 'nobody', true, 'dma_unmap_single of init [driver]'],
    ]);
    expect([bounce, iommu]).toEqual([null, null]);
  });

  it('names what is mapped now, for the memory view', () => {
    expect(mappingMarks(kernel, []).map(({ name, bytes, owner }) => [name, bytes, owner])).toEqual([['pool driver', 4096, 'driver'], ['mapped ← device', 256, 'driver']]);
    const mapped = mappingMarks(kernel, [])[1];
    expect(mappingMarks(kernel, [{ name: 'ring', base: mapped.base }])[1].name).toBe('ring ← device');
    expect(objectMarks(kernel).find((mark) => mark.base === mapped.base)).toEqual({ name: 'driver, 256 bytes', base: mapped.base, bytes: 256 });
  });

  it('lists pools with their chunks and blocks', () => {
    const [pool] = poolsView(kernel);
    expect(pool).toMatchObject({ name: 'driver', owner: 'driver', size: 64, taken: 1, ended: null, chunks: [{ bytes: 4096 }] });
    const [{ address, handle, blocks }] = pool.chunks;
    /** This kernel wastes the last block of a page. */
    expect(blocks).toHaveLength(63);
    expect(blocks[0]).toMatchObject({ address, handle, taken: { by: 'init [driver]' } });
    expect(blocks.filter((block) => block.taken !== null)).toHaveLength(1);
  });

  it('shows zones, and what each block of pages is for', () => {
    const { zones, blocks } = pagesMap(kernel);
    expect(zones.map((zone) => zone.name)).toEqual(['Normal']);
    const normal = zones[0];
    expect(normal.orders.reduce((sum, count, order) => sum + count * 4096 * 2 ** order, 0)).toBe(normal.free);
    expect(normal.bytes - normal.free).toBe(blocks.reduce((sum, block) => sum + block.bytes, 0));
    expect(blocks.find((block) => block.kind === 'pages')).toMatchObject({ bytes: 0x8000, owner: 'driver', title: 'alloc_pages, order 3' });
    expect(blocks.filter((block) => block.kind === 'coherent')).toHaveLength(2);
    expect(blocks.find((block) => block.kind === 'module')).toMatchObject({ owner: 'driver' });
    expect(blocks.find((block) => block.kind === 'kmalloc' && block.owner === 'driver')).toMatchObject({ title: '1 mapped for DMA' });
  });

  it('says who asked for each block and each object, and which pages are free', () => {
    const { zones, blocks } = pagesMap(kernel);
    const pages = blocks.find((block) => block.kind === 'pages');
    expect(pages?.by).toBe('init [driver]');
    expect(pages?.at).toBeGreaterThan(0);
    const cut = blocks.find((block) => block.objectBytes === 256 && block.owner === 'driver');
    expect(cut?.objects).toMatchObject([{ address: cut?.address, bytes: 256, owner: 'driver', by: 'init [driver]' }]);
    for (const zone of zones) {
      expect(zone.fragments.reduce((sum, one) => sum + 4096 * 2 ** one.order, 0)).toBe(zone.free);
      expect(zone.fragments.map((one) => one.address)).toEqual([...zone.fragments.map((one) => one.address)].sort((a, b) => a - b));
    }
  });

  it('keeps who asked when state is saved and restored', () => {
    const { space, slab, hardware } = kernel.core;
    const space2 = new AddressSpace(hardware.ram.base, hardware.ram.bytes);
    space2.load(space.save());
    const slab2 = new Slab(space2);
    slab2.load(slab.save());
    const { blocks } = pagesMap(kernel);
    expect(blocks.map((block) => space2.askerOf(block.address)?.by)).toEqual(blocks.map((block) => block.by));
    expect(slab2.list()).toEqual(slab.list());
  });
});
