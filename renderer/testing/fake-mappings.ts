/** A stand-in for what a driver has mapped. */
import type { MappingsReply, MappingView, PagesMap, PoolView } from '../../core/contract';

const mapping = (fields: Partial<MappingView>): MappingView => ({ id: 1, kind: 'single', device: 'f8003000.dmac', handle: 0x0123_0000, address: 0x0123_0000, bytes: 4096, direction: 'DMA_TO_DEVICE', owner: 'device', by: 'demo_write [demo] (demo.c:88)', at: 166_766, entry: 368, checked: true, bounce: null, scatter: null, ended: null, ...fields });

export const fakeMappings: MappingsReply = {
  mappings: [
    mapping({ id: 4 }),
    mapping({ id: 5, address: 0x0124_0000, handle: 0x00c0_0000, direction: 'DMA_FROM_DEVICE', owner: 'cpu', bounce: { slot: 0, address: 0x00c0_0000 }, checked: false }),
    mapping({ id: 2, kind: 'coherent', address: 0x1f80_0000, handle: 0x1f80_0000, direction: 'DMA_BIDIRECTIONAL', owner: 'both', bytes: 1600, by: 'demo_init [demo] (demo.c:31)', at: 12_400 }),
    mapping({ id: 3, owner: 'nobody', at: 90_000, ended: { at: 95_400, by: 'dma_unmap_single of demo_done [demo] (demo.c:61)' } }),
  ],
  bounce: { slots: 128, used: 2, base: 0x00c0_0000, slotBytes: 2048, taken: [0, 1] },
  iommu: null,
};

const block = (index: number): PoolView['chunks'][number]['blocks'][number] => ({ address: 0x0130_0000 + index * 32, handle: 0x0130_0000 + index * 32, taken: index === 1 ? { at: 12_900, by: 'demo_init [demo] (demo.c:35)' } : null });
export const fakePools: PoolView[] = [{ name: 'demo descriptors', device: 'f8003000.dmac', owner: 'demo', size: 32, boundary: 4096, taken: 1, ended: null, chunks: [{ address: 0x0130_0000, handle: 0x0130_0000, bytes: 4096, blocks: Array.from({ length: 127 }, (_, index) => block(index)) }] }];

export const fakePages: PagesMap = {
  zones: [
    { name: 'DMA', address: 0x00e0_0000, bytes: 0x20_0000, free: 0x20_0000, orders: [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0], fragments: [{ address: 0x00e0_0000, order: 9 }] },
    { name: 'Normal', address: 0x0100_0000, bytes: 0x1f00_0000, free: 0x1e00_0000, orders: [3, 2, 1, 0, 2, 1, 0, 1, 1, 1, 120], fragments: [{ address: 0x0100_1000, order: 0 }, { address: 0x0100_2000, order: 1 }, { address: 0x0140_0000, order: 10 }] },
  ],
  blocks: [
    { address: 0x0100_0000, bytes: 0x1000, kind: 'kmalloc', owner: 'demo', title: '1 mapped for DMA', by: 'demo_init [demo] (demo.c:31)', at: 12_400, objectBytes: 64, objects: [{ address: 0x0100_0040, bytes: 52, owner: 'demo', by: 'demo_init [demo] (demo.c:29)', at: 12_300 }] },
    { address: 0x0123_0000, bytes: 0x8000, kind: 'pages', owner: 'demo', title: 'alloc_pages, order 3', by: 'demo_init [demo] (demo.c:31)', at: 12_400, objectBytes: 0, objects: [] },
    { address: 0x0800_0000, bytes: 0x40_0000, kind: 'coherent', owner: 'demo', title: 'dma_alloc_coherent', by: 'demo_init [demo] (demo.c:31)', at: 12_400, objectBytes: 0, objects: [] },
    { address: 0x1f80_0000, bytes: 0x1000, kind: 'module', owner: 'demo', title: 'load_module', by: 'demo_init [demo] (demo.c:31)', at: 12_400, objectBytes: 0, objects: [] },
  ],
  more: 0,
};
