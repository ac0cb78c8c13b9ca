/**
 * kmalloc: caches of sizes up to a page, larger requests from the page allocator. Lowest address first. Sizes: mm/slab_common.c;
 * kmalloc on ARMv7 gives whole lines of 64 bytes since 3.4, so that there is no cache of 96 bytes. GFP_DMA has caches of its own.
 * Unlike Linux, a block that fills its room is given two, so that an overflow meets nobody's memory.
 */
import type { PlainState } from '../clock';
import type { AddressSpace, Asked } from './address-space';
import { PAGE } from './address-space';
import { BuddyAllocator, insert } from '../memory/buddy';

/** KMALLOC_MAX_SIZE: the largest block of pages; with the SLAB of old kernels its largest cache. */
const MOST = 4 * 1024 * 1024;
export const OLD_MOST = 128 * 1024;
const SIZES: readonly number[] = [64, 128, 192, 256, 512, 1024, 2048, 4096];
/** With lines of 32 bytes. */
export const OLD_SIZES: readonly number[] = [32, 64, 96, ...SIZES.slice(1)];

export interface Allocation {
  readonly bytes: number;
  /** Module that asked, or ''. */
  readonly owner: string;
  readonly asked?: Asked;
  /** Asked for with GFP_DMA. */
  readonly dma?: true;
}

/** Who is told of blocks that come and go; `room` is what the block takes, red zone included. */
export interface SlabWatcher {
  allocated(va: number, bytes: number, room: number): void;
  /** A page is now one of blocks, none of them given out yet. */
  divided(va: number, bytes: number): void;
  released(va: number, bytes: number): void;
}

export class Slab {
  watcher: SlabWatcher | null = null;
  /** Larger requests fail. */
  most = MOST;
  sizes = SIZES;
  /** Free objects by `listOf`; ascending addresses. */
  private free = new Map<number, number[]>();
  private taken = new Map<number, Allocation>();

  constructor(private readonly space: AddressSpace) {}

  /** A kernel address, or 0 when there is no memory. */
  allocate(bytes: number, owner: string, dma = false): number {
    if (bytes === 0) return 16;
    if (bytes > this.most) return 0;
    this.space.owners++;
    const va = bytes > PAGE ? this.pages(bytes, dma) : this.small(bytes, dma);
    const asked = this.space.asking?.();
    if (va !== 0) this.taken.set(va, { bytes, owner, ...(asked === undefined ? {} : { asked }), ...(dma ? { dma } : {}) });
    if (va !== 0) this.watcher?.allocated(va, bytes, this.roomOf(bytes));
    return va;
  }

  /** @returns false when `va` is no living allocation. */
  release(va: number): boolean {
    const allocation = this.taken.get(va);
    if (allocation === undefined) return false;
    this.taken.delete(va);
    this.space.owners++;
    this.watcher?.released(va, allocation.bytes);
    if (allocation.bytes > PAGE) return this.space.freePages(this.space.toPhysical(va));
    const list = this.free.get(this.listOf(allocation.bytes, allocation.dma === true)) as number[];
    insert(list, va);
    return true;
  }

  sizeOf(va: number): number | undefined {
    return this.taken.get(va)?.bytes;
  }

  /** The living block whose room holds `va`, and where it begins. */
  blockAt(va: number): { readonly va: number; readonly allocation: Allocation } | undefined {
    for (const [start, allocation] of this.taken) if (va >= start && va < start + Math.max(this.classOf(allocation.bytes), allocation.bytes)) return { va: start, allocation };
    return undefined;
  }

  /** The living block that begins last before `va`, if it ends within a page of it. */
  blockBefore(va: number): { readonly va: number; readonly allocation: Allocation } | undefined {
    let last: { readonly va: number; readonly allocation: Allocation } | undefined;
    for (const [start, allocation] of this.taken) if (start <= va && (last === undefined || start > last.va)) last = { va: start, allocation };
    return last !== undefined && va - last.va - last.allocation.bytes < PAGE ? last : undefined;
  }

  /** Living blocks, by address. */
  list(): { readonly va: number; readonly room: number; readonly allocation: Allocation }[] {
    return [...this.taken].map(([va, allocation]) => ({ va, room: this.roomOf(allocation.bytes), allocation })).sort((a, b) => a.va - b.va);
  }

  ownedBy(owner: string): number {
    return [...this.taken.values()].filter((one) => one.owner === owner).length;
  }

  save(): PlainState {
    return { free: [...this.free].map(([size, list]) => [size, list.slice()]), taken: [...this.taken] };
  }

  load(state: PlainState): void {
    const saved = state as { free: [number, number[]][]; taken: [number, Allocation][] };
    this.free = new Map(saved.free.map(([size, list]) => [size, list.slice()]));
    this.taken = new Map(saved.taken);
  }

  private small(bytes: number, dma: boolean): number {
    const key = this.listOf(bytes, dma);
    const list = this.free.get(key) ?? [];
    this.free.set(key, list);
    if (list.length === 0) {
      const base = this.pages(PAGE, dma);
      if (base !== 0) this.watcher?.divided(base, PAGE);
      const stride = this.strideOf(bytes);
      for (let at = 0; base !== 0 && at + stride <= PAGE; at += stride) list.push(base + at);
    }
    return list.shift() ?? 0;
  }

  /** From block to block. One that fills its room has no red zone of its own: nobody lives right behind it. */
  private strideOf(bytes: number): number {
    const size = this.classOf(bytes);
    return bytes === size && size < PAGE ? 2 * size : size;
  }

  private pages(bytes: number, dma: boolean): number {
    const pa = this.space.allocateBlock(BuddyAllocator.orderOf(bytes), dma ? 'DMA' : 'Normal');
    return pa === undefined ? 0 : this.space.toVirtual(pa);
  }

  /** What a block takes. */
  private roomOf(bytes: number): number {
    return bytes > PAGE ? Math.ceil(bytes / PAGE) * PAGE : this.classOf(bytes);
  }

  private classOf(bytes: number): number {
    return this.sizes.find((size) => size >= bytes) ?? PAGE;
  }

  private listOf(bytes: number, dma: boolean): number {
    const key = 2 * this.classOf(bytes) + (this.strideOf(bytes) > this.classOf(bytes) ? 1 : 0);
    return dma ? -key : key;
  }
}
