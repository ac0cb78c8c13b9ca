/**
 * From memory to an address that the device can use: the physical address itself, a bounce buffer (kernel/dma/swiotlb.c),
 * or pages of an IOMMU (drivers/iommu/dma-iommu.c). Not modelled: several areas of slots, flush queues: unmapping takes
 * effect at once.
 */
import type { KernelCore } from '../kernel-core';
import { PAGE } from '../address-space';
import { ALL, checksMask, hex, nameOf, streamingMask } from './device';
import { ERROR, FROM_DEVICE, TO_DEVICE } from './state';
import type { Mapping } from './state';

/** Bytes of a slot. */
export const SLOT = 2048;
/** Slots of a segment: the largest single mapping. */
const SEGMENT = 128;
/** A bounce buffer lies below 16 MiB, in memory that nobody else is given. */
const BOUNCE_BASE = 0xc0_0000;
const BOUNCE_SLOTS_MOST = 1024;
export const READ = 1;
export const WRITE = 2;

/** What the board has between devices and memory. Once, when the kernel begins. */
export function setUpReach(k: KernelCore): void {
  const { bounceSlots = 0, iommu = false, ram } = k.hardware;
  if (iommu) k.dma.iommu = { pages: [], faults: 0 };
  if (bounceSlots > 0) {
    const count = Math.min(BOUNCE_SLOTS_MOST, Math.ceil(bounceSlots / SEGMENT) * SEGMENT);
    k.dma.bounce = { base: ram.base + BOUNCE_BASE, slots: new Array<number>(count).fill(0), next: 0, used: 0 };
  }
}

export const rightsOf = (direction: number): number => (direction === TO_DEVICE ? READ : direction === FROM_DEVICE ? WRITE : READ | WRITE);

export interface Reached {
  readonly handle: number;
  readonly slot: number;
}

const NOT: Reached = { handle: ERROR, slot: -1 };

/** An address for `bytes` at `pa`, for mapping number `id`. */
export function reach(k: KernelCore, device: number, pa: number, bytes: number, direction: number, id: number, bounces = true): Reached {
  if (k.dma.iommu !== null) {
    const handle = mapPages(k, [[pa, bytes]], rightsOf(direction), streamingMask(k, device));
    return handle === undefined ? NOT : { handle, slot: -1 };
  }
  const mask = checksMask(k.profile) || k.dma.bounce !== null ? streamingMask(k, device) : ALL;
  if (pa + bytes - 1 <= mask) return { handle: pa, slot: -1 };
  if (bounces && k.dma.bounce !== null) return bounce(k, device, bytes, mask, id);
  k.print(4, `${nameOf(k, device)}: DMA addr ${hex(pa)}+${bytes} overflow (mask ${mask.toString(16)}, bus limit 0).`);
  k.find({
    rule: 'dma-above-mask', address: pa, bytes,
    message: `${bytes} bytes at ${hex(pa)} cannot be mapped for ${nameOf(k, device) || 'the device'}: it reaches addresses up to ${hex(mask)} only, and this board has no bounce buffers. The mapping fails.`,
  });
  return NOT;
}

export function unreach(k: KernelCore, mapping: Mapping): void {
  if (mapping.slot >= 0) giveBack(k, mapping);
  else if (k.dma.iommu !== null && mapping.kind !== 'coherent') unmapPages(k, mapping.handle, mapping.bytes);
}

/** Physical address that a device reaches at the handle of a mapping. */
export const reachedPa = (k: KernelCore, mapping: Mapping): number => (mapping.slot >= 0 && k.dma.bounce !== null ? k.dma.bounce.base + mapping.slot * SLOT : mapping.pa);

function bounce(k: KernelCore, device: number, bytes: number, mask: number, id: number): Reached {
  const pool = k.dma.bounce;
  if (pool === null) return NOT;
  const wanted = Math.ceil(bytes / SLOT);
  const first = wanted > SEGMENT ? undefined : freeRun(pool, wanted, bytes >= PAGE ? PAGE / SLOT : 1);
  if (first === undefined) {
    k.print(4, `${nameOf(k, device)}: swiotlb buffer is full (sz: ${bytes} bytes), total ${pool.slots.length} (slots), used ${pool.used} (slots)`);
    k.find({
      rule: 'bounce-full', bytes,
      message: wanted > SEGMENT ? `${bytes} bytes do not fit into a bounce buffer: ${SEGMENT * SLOT} are the most.` : `No ${wanted} bounce slots in a row are free for ${bytes} bytes: ${pool.used} of ${pool.slots.length} are in use. The mapping fails.`,
    });
    return NOT;
  }
  const handle = pool.base + first * SLOT;
  if (handle + bytes - 1 > mask) {
    k.find({ rule: 'dma-above-mask', address: handle, bytes, message: `Even the bounce buffers, at ${hex(pool.base)}, lie above what ${nameOf(k, device) || 'the device'} reaches (${hex(mask)}). The mapping fails.` });
    return NOT;
  }
  for (let i = 0; i < wanted; i++) pool.slots[first + i] = id;
  pool.used += wanted;
  pool.next = (first + wanted) % pool.slots.length;
  return { handle, slot: first };
}

/** Next fit; never across a segment's end. */
function freeRun(pool: { readonly slots: readonly number[]; readonly next: number }, wanted: number, align: number): number | undefined {
  const count = pool.slots.length;
  for (let step = 0; step < count; step++) {
    const first = (pool.next + step) % count;
    if (first % align !== 0 || (first % SEGMENT) + wanted > SEGMENT) continue;
    let free = 0;
    while (free < wanted && pool.slots[first + free] === 0) free++;
    if (free === wanted) return first;
  }
  return undefined;
}

function giveBack(k: KernelCore, mapping: Mapping): void {
  const pool = k.dma.bounce;
  if (pool === null) return;
  for (let slot = mapping.slot; slot < mapping.slot + Math.ceil(mapping.bytes / SLOT); slot++) {
    if (pool.slots[slot] !== mapping.id) continue;
    pool.slots[slot] = 0;
    pool.used--;
  }
}

/**
 * Pieces of memory as one range of device addresses, from the top of what the mask allows downwards. The first keeps its
 * place in the page; each further one begins a page. @returns undefined: no room.
 */
export function mapPages(k: KernelCore, pieces: readonly (readonly [pa: number, bytes: number])[], rights: number, mask: number): number | undefined {
  const { iommu } = k.dma;
  if (iommu === null) return undefined;
  const frames = pieces.flatMap(([pa, bytes]) => Array.from({ length: Math.ceil(((pa % PAGE) + bytes) / PAGE) }, (_, i) => Math.floor(pa / PAGE) + i));
  const top = Math.floor((mask + 1) / PAGE);
  const first = freeTop(iommu.pages, top, frames.length);
  /** Page 0 is never given out. */
  if (first === undefined || first < 1) return undefined;
  frames.forEach((frame, i) => iommu.pages.push([first + i, frame, rights]));
  iommu.pages.sort((a, b) => a[0] - b[0]);
  k.dma.revision++;
  return first * PAGE + (pieces[0][0] % PAGE);
}

/** Highest run of `wanted` free page numbers below `top`. `pages` are in order. */
function freeTop(pages: readonly (readonly number[])[], top: number, wanted: number): number | undefined {
  let end = top;
  for (let i = pages.length - 1; i >= 0; i--) {
    const page = pages[i][0];
    if (page >= end) continue;
    if (end - page - 1 >= wanted) return end - wanted;
    end = page;
  }
  return end - wanted >= 1 ? end - wanted : undefined;
}

export function unmapPages(k: KernelCore, handle: number, bytes: number): void {
  const { iommu } = k.dma;
  if (iommu === null) return;
  const first = Math.floor(handle / PAGE);
  const last = Math.floor((handle + bytes - 1) / PAGE);
  iommu.pages = iommu.pages.filter(([page]) => page < first || page > last);
  k.dma.revision++;
}
