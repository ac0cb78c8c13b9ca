/** DMA mappings, pools and pages of the kernel as the views show them. */
import type { MappingsReply, MappingView, PageBlock, PagesMap, PoolView } from '../../contract';
import { PAGE } from '../../kernel/address-space';
import type { Kernel } from '../../kernel/kernel';
import { blockOffsets, poolEra } from '../../kernel/mapping/pool';
import { SLOT } from '../../kernel/mapping/reach';
import { DIRECTIONS } from '../../kernel/mapping/state';
import type { Mapping, PastMapping, PastPool, Pool } from '../../kernel/mapping/state';
import { hex32 } from './format';

/** Ended mappings that are shown. */
const PAST_SHOWN = 32;
/** Blocks of pages and of free memory that are shown. */
const BLOCKS_SHOWN = 4000;
const FRAGMENTS_SHOWN = 4000;
const NO_SLOT = -1;

export function mappingsView(kernel: Kernel): MappingsReply {
  const { dma } = kernel.core;
  const { bounce, iommu } = dma;
  const view = (one: Mapping, past: PastMapping | null): MappingView => mappingView(one, past, bounce?.base ?? 0);
  return {
    mappings: [...dma.live.map((one) => view(one, null)), ...dma.past.slice(-PAST_SHOWN).reverse().map((one) => view(one, one))],
    bounce: bounce === null ? null : { slots: bounce.slots.length, used: bounce.used, base: bounce.base, slotBytes: SLOT, taken: bounce.slots.flatMap((id, slot) => (id === 0 ? [] : [slot])) },
    iommu: iommu === null ? null : { pages: iommu.pages.length, faults: iommu.faults },
  };
}

function mappingView(one: Mapping, past: PastMapping | null, bounceBase: number): MappingView {
  const { id, kind, deviceName, handle, pa, bytes, by, at, entry, checked, slot, list, index, nents, segment } = one;
  const shared = kind === 'coherent' || kind === 'resource';
  return {
    id, kind, device: deviceName, handle, address: pa, bytes, direction: DIRECTIONS[one.direction], by, at, entry, checked,
    bounce: slot === NO_SLOT ? null : { slot, address: bounceBase + slot * SLOT },
    scatter: kind === 'sg' ? { list, index, of: nents, segment } : null,
    owner: past !== null ? 'nobody' : shared ? 'both' : one.cpu ? 'cpu' : 'device', ended: past === null ? null : { at: past.endedAt, by: past.endedBy },
  };
}

const ARROWS = ['↔', '→', '←', '–'] as const;

/** What is mapped now, as named ranges of memory: buffers (by the names that they have already), bounce slots in use, chunks of pools. */
export function mappingMarks(kernel: Kernel, named: readonly { readonly name: string; readonly base: number }[]): { name: string; base: number; bytes: number; owner: string }[] {
  const { live, bounce, pools } = kernel.core.dma;
  const buffers = live.filter((one) => one.kind !== 'coherent');
  return [
    ...pools.flatMap((pool) => pool.chunks.map((chunk) => ({ name: `pool ${pool.name}`, base: chunk.pa, bytes: pool.allocation, owner: pool.owner }))),
    ...buffers.map((one) => ({ name: `${one.kind === 'sg' ? `sg[${one.index}]` : (named.find((mark) => mark.base === one.pa)?.name ?? 'mapped')} ${ARROWS[one.direction]} device`, base: one.pa, bytes: one.bytes, owner: one.owner })),
    ...buffers.filter((one) => one.slot !== NO_SLOT).map((one) => ({ name: `bounce for ${hex32(one.pa)}`, base: (bounce?.base ?? 0) + one.slot * SLOT, bytes: one.bytes, owner: one.owner })),
  ];
}

/** What modules have from kmalloc, as named ranges. */
export function objectMarks({ core: { slab, space } }: Kernel): { name: string; base: number; bytes: number }[] {
  return slab.list().filter(({ allocation }) => allocation.owner !== '').map(({ va, allocation }) => ({ name: `${allocation.owner}, ${allocation.bytes} bytes`, base: space.toPhysical(va), bytes: allocation.bytes }));
}

/** Living pools, then those that were destroyed, newest first. */
export function poolsView(kernel: Kernel): PoolView[] {
  const { pools, pastPools } = kernel.core.dma;
  return [...pools.map((pool) => poolView(kernel, pool, null)), ...[...pastPools].reverse().map((pool) => poolView(kernel, pool, pool))];
}

function poolView(kernel: Kernel, pool: Pool, past: PastPool | null): PoolView {
  const { name, deviceName, owner, size, allocation, boundary } = pool;
  const offsets = blockOffsets(poolEra(kernel.core.profile), pool);
  return {
    name, device: deviceName, owner, size, boundary, taken: pool.taken.length, ended: past === null ? null : { at: past.endedAt, by: past.endedBy },
    chunks: pool.chunks.map((chunk) => ({
      address: chunk.pa, handle: chunk.handle, bytes: allocation,
      blocks: offsets.map((offset) => {
        const taken = pool.taken.find((one) => one.va === chunk.va + offset);
        return { address: chunk.pa + offset, handle: chunk.handle + offset, taken: taken === undefined ? null : { at: taken.at, by: taken.by } };
      }),
    })),
  };
}

export function pagesMap(kernel: Kernel): PagesMap {
  const { space } = kernel.core;
  const objects = objectsByPage(kernel);
  const blocks: PageBlock[] = [];
  let more = 0;
  const zones = space.zones.map(({ name, buddy }) => {
    for (const { first, order } of buddy.blocks()) {
      if (blocks.length < BLOCKS_SHOWN) blocks.push(pageBlock(kernel, first * PAGE, PAGE * 2 ** order, objects));
      else more++;
    }
    const fragments = buddy.fragments(FRAGMENTS_SHOWN).map((one) => ({ address: one.first * PAGE, order: one.order }));
    return { name, address: buddy.start * PAGE, bytes: buddy.pages * PAGE, free: buddy.freePages * PAGE, orders: buddy.counts(), fragments };
  });
  return { zones, blocks, more };
}

type Objects = ReadonlyMap<number, { readonly room: number; readonly list: PageBlock['objects'] }>;

/** What kmalloc gave out, by the page in which it begins. */
function objectsByPage({ core: { slab, space } }: Kernel): Objects {
  const pages = new Map<number, { room: number; list: PageBlock['objects'] }>();
  for (const { va, room, allocation } of slab.list()) {
    const address = space.toPhysical(va);
    const page = address - (address % PAGE);
    const here = pages.get(page) ?? { room, list: [] };
    here.list.push({ address, bytes: allocation.bytes, owner: allocation.owner, by: allocation.asked?.by ?? '', at: allocation.asked?.at ?? 0 });
    pages.set(page, here);
  }
  return pages;
}

function pageBlock(kernel: Kernel, address: number, bytes: number, objects: Objects): PageBlock {
  const asker = kernel.core.space.askerOf(address);
  const use = purpose(kernel, address, bytes, objects.get(address)?.list ?? []);
  const cut = use.kind === 'kmalloc' ? objects.get(address) : undefined;
  return { address, bytes, ...use, by: asker?.by ?? '', at: asker?.at ?? 0, objectBytes: cut?.room ?? 0, objects: cut?.list ?? [] };
}

/** What a block of pages is used for, as far as somebody has said. */
function purpose(kernel: Kernel, pa: number, bytes: number, objects: PageBlock['objects']): Pick<PageBlock, 'kind' | 'owner' | 'title'> {
  const { space, pages, c, dma, cpu } = kernel.core;
  const area = space.list().find((one) => (one.frames === undefined ? pa >= one.pa && pa < one.pa + one.bytes : one.frames.includes(pa)));
  if (area !== undefined) return { kind: area.kind, owner: area.owner, title: area.caller };
  const driver = pages.at(pa);
  if (driver !== undefined) return { kind: 'pages', owner: driver.owner, title: `alloc_pages, order ${driver.order}` };
  const stack = c.stackAt(pa);
  if (stack !== undefined) return { kind: 'stack', owner: '', title: stack };
  const task = cpu.tasks.find((one) => one.pages.some(([, page]) => page === pa));
  if (task !== undefined) return { kind: 'program', owner: '', title: `${task.name} [${task.pid}]` };
  const owners = new Set(objects.map((one) => one.owner));
  const mapped = dma.live.filter((one) => one.pa >= pa && one.pa < pa + bytes).length;
  return { kind: 'kmalloc', owner: [...owners].filter((owner) => owner !== '').join(', '), title: mapped > 0 ? `${mapped} mapped for DMA` : '' };
}
