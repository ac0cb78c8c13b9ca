/**
 * Page allocator: binary buddies of 4 KiB pages, orders 0 to 10. Always gives the lowest suitable address, so that a
 * run is the same everywhere. One allocator a zone. Not modelled: per-CPU lists, migration types, reserves.
 */
import type { PlainState } from '../clock';

/** The largest order, on every version: MAX_ORDER of the headers was exclusive, 11, up to 6.3, and is inclusive, 10, since. */
export const MAX_ORDER = 10;

export class BuddyAllocator {
  /** Per order: first page numbers of free blocks, ascending. */
  private free: number[][] = Array.from({ length: MAX_ORDER + 1 }, () => []);
  /** Order of each allocated block, by its first page. */
  private taken = new Map<number, number>();

  /** @param firstPage first page number that may be given out. @param pages how many. */
  constructor(
    private readonly firstPage: number,
    readonly pages: number,
  ) {
    let page = firstPage;
    const end = firstPage + pages;
    while (page < end) {
      let order = MAX_ORDER;
      while (order > 0 && (page % (1 << order) !== 0 || page + (1 << order) > end)) order--;
      this.free[order].push(page);
      page += 1 << order;
    }
  }

  /** The smallest order whose block holds `bytes`. */
  static orderOf(bytes: number): number {
    let order = 0;
    while (4096 * 2 ** order < bytes) order++;
    return order;
  }

  /** First page of a block of 2^order pages, or undefined: no memory, or an order that does not exist. */
  allocate(order: number): number | undefined {
    if (!Number.isInteger(order) || order < 0 || order > MAX_ORDER) return undefined;
    let from = -1;
    for (let size = order; size <= MAX_ORDER; size++) {
      const first = this.free[size][0];
      if (first !== undefined && (from < 0 || first < this.free[from][0])) from = size;
    }
    if (from < 0) return undefined;
    const page = this.free[from].shift() as number;
    for (let size = from - 1; size >= order; size--) insert(this.free[size], page + (1 << size));
    this.taken.set(page, order);
    return page;
  }

  /** Give a block back. @returns false when `page` does not begin an allocated block. */
  release(page: number): boolean {
    const order = this.taken.get(page);
    if (order === undefined) return false;
    this.taken.delete(page);
    let at = page;
    let size = order;
    while (size < MAX_ORDER) {
      const buddy = at ^ (1 << size);
      const index = this.free[size].indexOf(buddy);
      if (index < 0 || buddy < this.firstPage) break;
      this.free[size].splice(index, 1);
      at = Math.min(at, buddy);
      size++;
    }
    insert(this.free[size], at);
    return true;
  }

  /** The allocated block that a page belongs to. */
  blockAt(page: number): { readonly first: number; readonly order: number } | undefined {
    for (let order = 0; order <= MAX_ORDER; order++) {
      const first = page - (page % (1 << order));
      const taken = this.taken.get(first);
      if (taken !== undefined && first + (1 << taken) > page) return { first, order: taken };
    }
    return undefined;
  }

  /** The free block that a page belongs to. */
  freeBlockAt(page: number): { readonly first: number; readonly order: number } | undefined {
    for (let order = MAX_ORDER; order >= 0; order--) {
      const first = page - (page % (1 << order));
      if (this.free[order].includes(first)) return { first, order };
    }
    return undefined;
  }

  /** All allocated blocks, by address. */
  blocks(): { readonly first: number; readonly order: number }[] {
    return [...this.taken].map(([first, order]) => ({ first, order })).sort((a, b) => a.first - b.first);
  }

  get start(): number {
    return this.firstPage;
  }

  /** Does the allocator give out this page? */
  covers(page: number): boolean {
    return page >= this.firstPage && page < this.firstPage + this.pages;
  }

  get freePages(): number {
    return this.free.reduce((sum, list, order) => sum + list.length * (1 << order), 0);
  }

  /** The first `most` free blocks, by address. */
  fragments(most: number): { readonly first: number; readonly order: number }[] {
    return this.free.flatMap((list, order) => list.slice(0, most).map((first) => ({ first, order }))).sort((a, b) => a.first - b.first).slice(0, most);
  }

  /** Number of free blocks per order, as /proc/buddyinfo shows it. */
  counts(): number[] {
    return this.free.map((list) => list.length);
  }

  save(): PlainState {
    return { free: this.free.map((list) => list.slice()), taken: [...this.taken].sort((a, b) => a[0] - b[0]) };
  }

  load(state: PlainState): void {
    const saved = state as { free: number[][]; taken: [number, number][] };
    this.free = saved.free.map((list) => list.slice());
    this.taken = new Map(saved.taken);
  }
}

/** Into ascending numbers. */
export function insert(list: number[], number: number): void {
  let from = 0;
  let to = list.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (list[middle] > number) to = middle;
    else from = middle + 1;
  }
  list.splice(from, 0, number);
}
