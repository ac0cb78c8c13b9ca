/** DMA mappings, pools and pages of the kernel as the views show them. */
import type { MappingView, PageBlock, PagesMap, PoolView } from '../../contract';
import { PAGE } from '../../kernel/address-space';
import type { Kernel } from '../../kernel/kernel';
import { DIRECTIONS } from '../../kernel/mapping/state';
import type { Mapping, PastMapping } from '../../kernel/mapping/state';

/** Ended mappings that are shown. */
const PAST_SHOWN = 32;
/** Blocks of pages that are shown. */
const BLOCKS_SHOWN = 4000;

export function mappingsView(kernel: Kernel): { mappings: MappingView[]; bounce: { slots: number; used: number; base: number } | null; iommu: { pages: number; faults: number } | null } {
  const { dma } = kernel.core;
  const { bounce, iommu } = dma;
  return {
    mappings: [...dma.live.map((one) => mappingView(one, null)), ...dma.past.slice(-PAST_SHOWN).reverse().map((one) => mappingView(one, one))],
    bounce: bounce === null ? null : { slots: bounce.slots.length, used: bounce.used, base: bounce.base },
    iommu: iommu === null ? null : { pages: iommu.pages.length, faults: iommu.faults },
  };
}

function mappingView(one: Mapping, past: PastMapping | null): MappingView {
  const { id, kind, deviceName, handle, pa, bytes, by, at, entry, checked } = one;
  const shared = kind === 'coherent' || kind === 'resource';
  return {
    id, kind, device: deviceName, handle, address: pa, bytes, direction: DIRECTIONS[one.direction], by, at, entry, checked, bounced: one.slot >= 0,
    owner: past !== null ? 'nobody' : shared ? 'both' : one.cpu ? 'cpu' : 'device', ended: past === null ? null : { at: past.endedAt, by: past.endedBy },
  };
}

export function poolsView(kernel: Kernel): PoolView[] {
  const { dma, space } = kernel.core;
  return dma.pools.map((pool) => ({
    name: pool.name, device: pool.deviceName, owner: pool.owner, size: pool.size, boundary: pool.boundary,
    chunks: pool.chunks.map((chunk) => ({ address: chunk.pa, bytes: pool.allocation, inUse: chunk.inUse })),
    taken: pool.taken.map(({ va, handle, at, by }) => ({ address: space.translate(va)?.pa ?? 0, handle, at, by })),
  }));
}

export function pagesMap(kernel: Kernel): PagesMap {
  const { space } = kernel.core;
  const blocks: PageBlock[] = [];
  const zones = space.zones.map(({ name, buddy }) => {
    for (const { first, order } of buddy.blocks()) if (blocks.length < BLOCKS_SHOWN) blocks.push({ address: first * PAGE, bytes: PAGE * 2 ** order, ...purpose(kernel, first * PAGE) });
    return { name, address: buddy.start * PAGE, bytes: buddy.pages * PAGE, free: buddy.freePages * PAGE, orders: buddy.counts() };
  });
  return { zones, blocks };
}

/** What a block of pages is used for, as far as somebody has said. */
function purpose(kernel: Kernel, pa: number): Pick<PageBlock, 'kind' | 'owner' | 'title'> {
  const { space, slab, pages, c, dma } = kernel.core;
  const area = space.list().find((one) => (one.frames === undefined ? pa >= one.pa && pa < one.pa + one.bytes : one.frames.includes(pa)));
  if (area !== undefined) return { kind: area.kind, owner: area.owner, title: area.caller };
  const driver = pages.at(pa);
  if (driver !== undefined) return { kind: 'pages', owner: driver.owner, title: `alloc_pages, order ${driver.order}` };
  const stack = c.stackAt(pa);
  if (stack !== undefined) return { kind: 'stack', owner: '', title: stack };
  const task = kernel.core.cpu.tasks.find((one) => one.pages.some(([, page]) => page === pa));
  if (task !== undefined) return { kind: 'program', owner: '', title: `${task.name} [${task.pid}]` };
  const owners = new Set(slab.within(space.toVirtual(pa), space.blockAt(pa)?.bytes ?? PAGE).map((one) => one.owner));
  const mapped = dma.live.filter((one) => one.pa >= pa && one.pa < pa + (space.blockAt(pa)?.bytes ?? PAGE)).length;
  return { kind: 'kmalloc', owner: [...owners].filter((owner) => owner !== '').join(', '), title: mapped > 0 ? `${mapped} mapped for DMA` : '' };
}
