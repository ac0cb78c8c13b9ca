/** kmalloc: power-of-two caches from 32 bytes to a page, larger requests from the page allocator. Lowest address first. */
import type { PlainState } from '../clock';
import type { AddressSpace, Asked } from './address-space';
import { PAGE } from './address-space';

const SMALLEST = 32;
/** KMALLOC_MAX_SIZE: the largest block of pages; with the SLAB of old kernels its largest cache. */
const MOST = 4 * 1024 * 1024;
export const OLD_MOST = 128 * 1024;

export interface Allocation {
  readonly bytes: number;
  /** Module that asked, or ''. */
  readonly owner: string;
  readonly asked?: Asked;
}

/** Who is told of blocks that come and go; `room` is what the block takes, red zone included. */
export interface SlabWatcher {
  allocated(va: number, bytes: number, room: number): void;
  released(va: number, bytes: number): void;
}

export class Slab {
  watcher: SlabWatcher | null = null;
  /** Larger requests fail. */
  most = MOST;
  /** Free objects by size class, ascending addresses. */
  private free = new Map<number, number[]>();
  private taken = new Map<number, Allocation>();

  constructor(private readonly space: AddressSpace) {}

  /** A kernel address, or 0 when there is no memory. */
  allocate(bytes: number, owner: string): number {
    if (bytes === 0) return 16;
    if (bytes > this.most) return 0;
    this.space.owners++;
    const va = bytes > PAGE ? this.pages(bytes) : this.small(bytes);
    const asked = this.space.asking?.();
    if (va !== 0) this.taken.set(va, { bytes, owner, ...(asked === undefined ? {} : { asked }) });
    if (va !== 0) this.watcher?.allocated(va, bytes, roomOf(bytes));
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
    const list = this.free.get(classOf(allocation.bytes)) as number[];
    list.push(va);
    list.sort((a, b) => a - b);
    return true;
  }

  sizeOf(va: number): number | undefined {
    return this.taken.get(va)?.bytes;
  }

  /** The living block whose room holds `va`, and where it begins. */
  blockAt(va: number): { readonly va: number; readonly allocation: Allocation } | undefined {
    for (const [start, allocation] of this.taken) if (va >= start && va < start + Math.max(classOf(allocation.bytes), allocation.bytes)) return { va: start, allocation };
    return undefined;
  }

  /** Living blocks, by address. */
  list(): { readonly va: number; readonly room: number; readonly allocation: Allocation }[] {
    return [...this.taken].map(([va, allocation]) => ({ va, room: roomOf(allocation.bytes), allocation })).sort((a, b) => a.va - b.va);
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

  private small(bytes: number): number {
    const size = classOf(bytes);
    let list = this.free.get(size);
    if (list === undefined || list.length === 0) {
      const base = this.pages(PAGE);
      if (base === 0) return 0;
      list = Array.from({ length: PAGE / size }, (_, i) => base + i * size);
      this.free.set(size, list);
    }
    return list.shift() as number;
  }

  private pages(bytes: number): number {
    const pa = this.space.allocatePages(bytes);
    return pa === undefined ? 0 : this.space.toVirtual(pa);
  }
}

/** What a block takes. */
function roomOf(bytes: number): number {
  return bytes > PAGE ? Math.ceil(bytes / PAGE) * PAGE : classOf(bytes);
}

function classOf(bytes: number): number {
  let size = SMALLEST;
  while (size < bytes) size *= 2;
  return size;
}
