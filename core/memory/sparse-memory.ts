/**
 * Physical memory: 4 GiB of address space in 4 KiB pages that exist once written. Two-level table, copy on write:
 * a snapshot is a reference to the top table, taking one costs nothing, and what was written since is a fresh page.
 * Unwritten memory reads as zero.
 */
export const PAGE_BYTES = 4096;
const LEAF_PAGES = 1024;
const LEAVES = 1024;

/** The same 4096 bytes twice: as bytes, and as words for fast copies. */
interface Page {
  readonly bytes: Uint8Array;
  readonly words: Uint32Array;
}

/** Pages are cut from larger buffers: allocating each alone costs more than filling it. */
class PageStore {
  private buffer = new ArrayBuffer(0);
  private used = 0;

  take(from?: Uint8Array): Page {
    if (this.used === this.buffer.byteLength) {
      this.buffer = new ArrayBuffer(STORE_PAGES * PAGE_BYTES);
      this.used = 0;
    }
    const bytes = new Uint8Array(this.buffer, this.used, PAGE_BYTES);
    const words = new Uint32Array(this.buffer, this.used, PAGE_BYTES / 4);
    this.used += PAGE_BYTES;
    if (from !== undefined) bytes.set(from);
    return { bytes, words };
  }
}

const STORE_PAGES = 64;

interface Leaf {
  generation: number;
  readonly pages: (Page | undefined)[];
  /** Generation in which each page was made; a page of an older generation belongs to a snapshot. */
  readonly made: Float64Array;
}

/** What `SparseMemory.snapshot` returns: opaque, never changes. */
export interface MemorySnapshot {
  readonly top: readonly (Leaf | undefined)[];
}

export class SparseMemory {
  private top: (Leaf | undefined)[] = new Array<Leaf | undefined>(LEAVES).fill(undefined);
  private generation = 1;
  private readonly store = new PageStore();
  private lastReadPage = -1;
  private lastRead: Page | undefined;
  private lastWritePage = -1;
  private lastWrite: Page | undefined;

  /** The page's bytes for reading, or undefined when it was never written. Do not keep it over a write. */
  pageForRead(page: number): Uint8Array | undefined {
    return this.readable(page)?.bytes;
  }

  /** The page's bytes for writing, made or unshared as needed. Do not keep it over a snapshot. */
  pageForWrite(page: number): Uint8Array {
    return this.writable(page).bytes;
  }

  private readable(page: number): Page | undefined {
    if (page === this.lastReadPage) return this.lastRead;
    const found = this.top[page >>> 10]?.pages[page & 1023];
    this.lastReadPage = page;
    this.lastRead = found;
    return found;
  }

  private writable(page: number): Page {
    return page === this.lastWritePage ? (this.lastWrite as Page) : this.makeWritable(page);
  }

  private makeWritable(page: number): Page {
    let leaf = this.top[page >>> 10];
    if (leaf === undefined) {
      leaf = { generation: this.generation, pages: new Array<Page | undefined>(LEAF_PAGES).fill(undefined), made: new Float64Array(LEAF_PAGES) };
      this.top[page >>> 10] = leaf;
    } else if (leaf.generation !== this.generation) {
      leaf = { generation: this.generation, pages: leaf.pages.slice(), made: leaf.made.slice() };
      this.top[page >>> 10] = leaf;
    }
    const index = page & 1023;
    let found = leaf.pages[index];
    if (found === undefined) found = this.store.take();
    else if (leaf.made[index] !== this.generation) found = this.store.take(found.bytes);
    if (found !== leaf.pages[index]) {
      leaf.pages[index] = found;
      leaf.made[index] = this.generation;
    }
    this.lastWritePage = page;
    this.lastWrite = found;
    if (page === this.lastReadPage) this.lastRead = found;
    return found;
  }

  /** Copy `count` words at `address` (a multiple of 4, within one page) into `into` at `at`. */
  readWords(address: number, into: Uint32Array, at: number, count: number): void {
    const page = this.readable(address >>> 12);
    if (page === undefined) {
      into.fill(0, at, at + count);
      return;
    }
    const { words } = page;
    const from = (address & 0xfff) >> 2;
    for (let i = 0; i < count; i++) into[at + i] = words[from + i];
  }

  /** Copy `count` words of `from` at `at` to `address` (a multiple of 4, within one page). */
  writeWords(address: number, from: Uint32Array, at: number, count: number): void {
    const { words } = this.writable(address >>> 12);
    const to = (address & 0xfff) >> 2;
    for (let i = 0; i < count; i++) words[to + i] = from[at + i];
  }

  /** `readWords`, and into `also` at `to`. */
  readWordsTwice(address: number, into: Uint32Array, at: number, also: Uint32Array, to: number, count: number): void {
    const page = this.readable(address >>> 12);
    if (page === undefined) {
      into.fill(0, at, at + count);
      also.fill(0, to, to + count);
      return;
    }
    const { words } = page;
    const from = (address & 0xfff) >> 2;
    for (let i = 0; i < count; i++) also[to + i] = into[at + i] = words[from + i];
  }

  /** `writeWords`; `log` gets the new words at `to` and those that stood there at `before`. */
  exchangeWords(address: number, from: Uint32Array, at: number, log: Uint32Array, to: number, before: number, count: number): void {
    const { words } = this.writable(address >>> 12);
    const place = (address & 0xfff) >> 2;
    for (let i = 0; i < count; i++) {
      const word = from[at + i];
      log[before + i] = words[place + i];
      words[place + i] = word;
      log[to + i] = word;
    }
  }

  /** Copy `length` bytes at `address` into `into` at `at`. Addresses wrap at 4 GiB. */
  read(address: number, into: Uint8Array, at: number, length: number): void {
    while (length > 0) {
      const offset = address & 0xfff;
      const count = Math.min(length, PAGE_BYTES - offset);
      const page = this.pageForRead(address >>> 12);
      if (page === undefined) into.fill(0, at, at + count);
      else if (count <= 16) for (let i = 0; i < count; i++) into[at + i] = page[offset + i];
      else into.set(page.subarray(offset, offset + count), at);
      address = (address + count) >>> 0;
      at += count;
      length -= count;
    }
  }

  /** Copy `length` bytes of `from` at `at` to `address`. */
  write(address: number, from: Uint8Array, at: number, length: number): void {
    while (length > 0) {
      const offset = address & 0xfff;
      const count = Math.min(length, PAGE_BYTES - offset);
      const page = this.pageForWrite(address >>> 12);
      if (count <= 16) for (let i = 0; i < count; i++) page[offset + i] = from[at + i];
      else page.set(from.subarray(at, at + count), offset);
      address = (address + count) >>> 0;
      at += count;
      length -= count;
    }
  }

  /** Copy `length` bytes from `from` to `to`; the ranges must not overlap. */
  copy(from: number, to: number, length: number): void {
    while (length > 0) {
      const count = Math.min(length, PAGE_BYTES - (from & 0xfff), PAGE_BYTES - (to & 0xfff));
      const target = this.pageForWrite(to >>> 12);
      const source = this.pageForRead(from >>> 12);
      const at = to & 0xfff;
      if (source === undefined) target.fill(0, at, at + count);
      else target.set(source.subarray(from & 0xfff, (from & 0xfff) + count), at);
      from += count;
      to += count;
      length -= count;
    }
  }

  readByte(address: number): number {
    const page = this.pageForRead(address >>> 12);
    return page === undefined ? 0 : page[address & 0xfff];
  }

  /** Little endian, any alignment. */
  readWord(address: number): number {
    const offset = address & 0xfff;
    const page = this.pageForRead(address >>> 12);
    if (offset <= 0xffc) {
      if (page === undefined) return 0;
      return (page[offset] | (page[offset + 1] << 8) | (page[offset + 2] << 16) | (page[offset + 3] << 24)) >>> 0;
    }
    return (this.readByte(address) | (this.readByte(address + 1) << 8) | (this.readByte(address + 2) << 16) | (this.readByte(address + 3) << 24)) >>> 0;
  }

  writeWord(address: number, value: number): void {
    for (let i = 0; i < 4; i++) this.pageForWrite(((address + i) >>> 0) >>> 12)[(address + i) & 0xfff] = value >>> (8 * i);
  }

  bytes(address: number, length: number): Uint8Array {
    const out = new Uint8Array(length);
    this.read(address, out, 0, length);
    return out;
  }

  /** Numbers of the pages that exist, ascending. */
  *pages(): Generator<number> {
    for (let high = 0; high < LEAVES; high++) {
      const leaf = this.top[high];
      if (leaf === undefined) continue;
      for (let low = 0; low < LEAF_PAGES; low++) if (leaf.pages[low] !== undefined) yield high * LEAF_PAGES + low;
    }
  }

  /** Costs the same however much memory was written. */
  snapshot(): MemorySnapshot {
    this.generation++;
    this.forgetPages();
    return { top: this.top.slice() };
  }

  restore(snapshot: MemorySnapshot): void {
    this.generation++;
    this.forgetPages();
    this.top = snapshot.top.slice();
  }

  private forgetPages(): void {
    this.lastReadPage = this.lastWritePage = -1;
    this.lastRead = this.lastWrite = undefined;
  }
}
