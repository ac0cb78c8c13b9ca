/** A fixed run of journal entries as columns, 36 bytes an entry, and the index of what its entries wrote. */

export const CHUNK_BITS = 14;
export const CHUNK_ENTRIES = 1 << CHUNK_BITS;

/** Bits of the `shape` column of bus runs. */
export const SHAPE = { sizeMask: 7, fixed: 8, inline: 16, error: 32 } as const;

/** Bytes of an entry over all columns. */
const ENTRY_BYTES = 36;
/** Between columns, so that the entries of one index do not all compete for the same place in a cache of the host. */
const GAP = 192;
const COLUMNS = 13;

export class JournalChunk {
  /** One piece of memory for all columns, widest first: thirteen would cost as many allocations. */
  private readonly memory = new ArrayBuffer(CHUNK_ENTRIES * ENTRY_BYTES + COLUMNS * GAP);
  readonly at = new Float64Array(this.memory, 0, CHUNK_ENTRIES);
  /** New value; for bus runs that are not inline: where the payload lies, in units of 8 bytes. */
  readonly value = this.words(8, 1);
  readonly old = this.words(12, 2);
  readonly address = this.words(16, 3);
  /** Index of the entry that caused this one; 0 = none. */
  readonly cause = this.words(20, 4);
  /** By kind: place in the code, data source, second half of an instruction. */
  readonly detail = this.words(24, 5);
  /** Bus runs: beats moved so far. */
  readonly beats = new Uint16Array(this.memory, CHUNK_ENTRIES * 28 + 6 * GAP, CHUNK_ENTRIES);
  readonly kind = this.bytes(30, 7);
  readonly initiator = this.bytes(31, 8);
  /** Bus runs: log2 of the beat's bytes, and flags. */
  readonly shape = this.bytes(32, 9);
  /** Bus runs: bytes in the first beat (fewer than a beat when unaligned). */
  readonly first = this.bytes(33, 10);
  /** Bus runs: cycles from one beat to the next. */
  readonly stride = this.bytes(34, 11);
  /** Bus runs: cycles from the grant to the first beat. */
  readonly setup = this.bytes(35, 12);
  /** Made when the chunk is full: which bytes its entries wrote. */
  written: WrittenBytes | undefined;
  /** Kept here by a reader for as long as the chunk is full and unchanged. */
  summary: unknown;
  hash: readonly [number, number] | undefined;

  columns(): readonly (Float64Array | Uint32Array | Uint16Array | Uint8Array)[] {
    return [this.at, this.value, this.old, this.address, this.cause, this.detail, this.beats, this.kind, this.initiator, this.shape, this.first, this.stride, this.setup];
  }

  /** The column of words with that many bytes of each entry, and that many columns, before it. */
  private words(before: number, columns: number): Uint32Array {
    return new Uint32Array(this.memory, CHUNK_ENTRIES * before + columns * GAP, CHUNK_ENTRIES);
  }

  private bytes(before: number, columns: number): Uint8Array {
    return new Uint8Array(this.memory, CHUNK_ENTRIES * before + columns * GAP, CHUNK_ENTRIES);
  }
}

/** Bytes that bus run `i` of `chunk` covers from its address on, with `beats` beats. */
export function runBytes(chunk: JournalChunk, i: number, beats: number): number {
  if (beats === 0) return 0;
  const first = chunk.first[i];
  if ((chunk.shape[i] & SHAPE.fixed) !== 0) return first;
  return first + (beats - 1) * (1 << (chunk.shape[i] & SHAPE.sizeMask));
}

/** Bytes of data that bus run `i` moves with `beats` beats (a fixed address moves more bytes than it covers). */
export function runDataBytes(chunk: JournalChunk, i: number, beats: number): number {
  if (beats === 0) return 0;
  const first = chunk.first[i];
  if ((chunk.shape[i] & SHAPE.fixed) !== 0) return first * beats;
  return first + (beats - 1) * (1 << (chunk.shape[i] & SHAPE.sizeMask));
}

/** `count` bytes, at most four, as an unsigned little-endian number. */
export function fold(bytes: ArrayLike<number>, from: number, count: number): number {
  let value = 0;
  for (let i = 0; i < count; i++) value |= bytes[from + i] << (8 * i);
  return value >>> 0;
}

/** Which bytes were written: sorted 64-byte lines, one bit a byte. */
export class WrittenBytes {
  constructor(
    private readonly lines: Uint32Array,
    private readonly low: Uint32Array,
    private readonly high: Uint32Array,
  ) {}

  has(address: number): boolean {
    const slot = this.slotOf(address >>> 6);
    if (slot < 0) return false;
    const bit = address & 63;
    return ((bit < 32 ? this.low[slot] : this.high[slot]) & (1 << (bit & 31))) !== 0;
  }

  private slotOf(line: number): number {
    let from = 0;
    let to = this.lines.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.lines[middle] < line) from = middle + 1;
      else to = middle;
    }
    return this.lines[from] === line ? from : -1;
  }

  /** Set `into[i]` for each written byte `address + i`; bytes of one 64-byte line at most. @returns how many were new. */
  mark(address: number, length: number, into: Uint8Array, at: number): number {
    const slot = this.slotOf(address >>> 6);
    if (slot < 0) return 0;
    let marked = 0;
    for (let i = 0; i < length; i++) {
      const bit = (address + i) & 63;
      if (into[at + i] === 0 && ((bit < 32 ? this.low[slot] : this.high[slot]) & (1 << (bit & 31))) !== 0) {
        into[at + i] = 1;
        marked++;
      }
    }
    return marked;
  }

  /** Numbers of the 4 KiB pages that were written, ascending. */
  pages(): number[] {
    const pages: number[] = [];
    for (const line of this.lines) {
      const page = line >>> 6;
      if (pages[pages.length - 1] !== page) pages.push(page);
    }
    return pages;
  }

  get bytes(): number {
    return this.lines.length * 12;
  }
}

/** Open-addressing table that collects written lines; reused for every chunk. */
export class WrittenCollector {
  private slots = 1 << 12;
  private keys = new Uint32Array(this.slots);
  private low = new Uint32Array(this.slots);
  private high = new Uint32Array(this.slots);
  /** The slots in use, in the order in which they were taken. */
  private touched = new Uint32Array(this.slots);
  private order = new Float64Array(this.slots);
  private strays = new Float64Array(this.slots);
  private used = 0;

  add(address: number, length: number): void {
    while (length > 0) {
      const from = address & 63;
      const count = Math.min(length, 64 - from);
      const slot = this.slot(address >>> 6);
      if (count === 64) this.low[slot] = this.high[slot] = 0xffffffff;
      else {
        this.low[slot] |= bitRange(from, from + count);
        this.high[slot] |= bitRange(from - 32, from + count - 32);
      }
      address = (address + count) >>> 0;
      length -= count;
    }
  }

  /** Bytes of 32 that lie together, of which the first is at 32 × `half`: bit n is byte n. */
  addBits(half: number, bits: number): void {
    if (bits === 0) return;
    const slot = this.slot(half >>> 1);
    if ((half & 1) === 0) this.low[slot] |= bits;
    else this.high[slot] |= bits;
  }

  finish(): WrittenBytes {
    const { used, slots } = this;
    /** Line and slot in one number, so that a plain numeric sort orders them. */
    const order = this.order.subarray(0, used);
    /** Lines mostly come in ascending order: then only what broke the order is sorted, and merged in. */
    let straight = 0;
    let strays = 0;
    let last = -1;
    for (let i = 0; i < used; i++) {
      const key = (this.keys[this.touched[i]] - 1) * slots + this.touched[i];
      if (key > last && key < STRAY_FROM * slots) order[straight++] = last = key;
      else this.strays[strays++] = key;
    }
    mergeInto(order, straight, this.strays.subarray(0, strays).sort());
    const lines = new Uint32Array(used);
    const low = new Uint32Array(used);
    const high = new Uint32Array(used);
    for (let i = 0; i < used; i++) {
      const slot = order[i] - Math.floor(order[i] / slots) * slots;
      lines[i] = this.keys[slot] - 1;
      low[i] = this.low[slot];
      high[i] = this.high[slot];
      this.keys[slot] = this.low[slot] = this.high[slot] = 0;
    }
    this.used = 0;
    return new WrittenBytes(lines, low, high);
  }

  private slot(line: number): number {
    let slot = (Math.imul(line, 0x9e3779b1) >>> 16) & (this.slots - 1);
    while (this.keys[slot] !== line + 1) {
      if (this.keys[slot] === 0) {
        if (this.used * 2 >= this.slots) {
          this.grow();
          return this.slot(line);
        }
        this.keys[slot] = line + 1;
        this.touched[this.used++] = slot;
        return slot;
      }
      slot = (slot + 1) & (this.slots - 1);
    }
    return slot;
  }

  private grow(): void {
    const { keys, low, high } = this;
    this.slots *= 2;
    this.keys = new Uint32Array(this.slots);
    this.low = new Uint32Array(this.slots);
    this.high = new Uint32Array(this.slots);
    this.touched = new Uint32Array(this.slots);
    this.order = new Float64Array(this.slots);
    this.strays = new Float64Array(this.slots);
    this.used = 0;
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] === 0) continue;
      const slot = this.slot(keys[i] - 1);
      this.low[slot] = low[i];
      this.high[slot] = high[i];
    }
  }
}

/** Lines of registers, usually written between lines of memory far below them. */
const STRAY_FROM = 0xe000_0000 >>> 6;

/** Merge ascending `more` into the first `count` ascending elements of `into`, from the back. */
function mergeInto(into: Float64Array, count: number, more: Float64Array): void {
  let a = count - 1;
  let b = more.length - 1;
  for (let to = count + more.length - 1; b >= 0; to--) into[to] = a >= 0 && into[a] > more[b] ? into[a--] : more[b--];
}

/** Bits `from` … `to` - 1 of a 32-bit word; parts outside 0 … 31 are cut off. */
function bitRange(from: number, to: number): number {
  const a = Math.max(from, 0);
  const b = Math.min(to, 32);
  if (a >= b) return 0;
  return b - a === 32 ? 0xffffffff | 0 : ((1 << (b - a)) - 1) << a;
}
