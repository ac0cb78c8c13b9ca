/**
 * One level of cache: lines with their data, in typed arrays. A line is named by its number (physical address / 32), a
 * place by its slot (set × ways + way). Knows nothing of other levels or of memory. Replacement: an invalid way, else
 * by the set's counter or a linear-feedback shift register, both part of the state.
 */
import type { PlainState } from '../clock';
import type { LevelGeometry } from './geometry';
import { LINE_BYTES } from './geometry';

/** Predictions of where a line is, by a hash of its number: buffers often lie a power of two apart. */
const HINT_BITS = 14;
const hint = (line: number): number => Math.imul(line, 0x9e37_79b1) >>> (32 - HINT_BITS);
const LFSR_SEED = 0xace1;
const LINE_WORDS = LINE_BYTES / 4;
/** For the mask bits of a word: the bytes that have them. Only these mean anything in `before`. */
export const BYTES_OF = Int32Array.from({ length: 16 }, (_, bits) => [0, 1, 2, 3].reduce((mask, byte) => ((bits >> byte) & 1) !== 0 ? mask | (0xff << (8 * byte)) : mask, 0));
/** Bits of `flags`. */
export const FLAG = { told: 1 } as const;

/** Slots of a block: of one way, and sets that follow each other, so that what streams through changes few blocks. */
const BLOCK_SETS = 64;
/** Words that a block keeps of a valid line: place in the block, tag, mask, fill, store, flags; then its data, and what they were before. */
const FACTS = 6;
const SLOT_WORDS = FACTS + 2 * LINE_WORDS;

/** Plain data. Never changed once made, so that states share the blocks in which they agree. */
interface SavedLevel {
  /** By group of sets, then way. */
  readonly blocks: readonly Int32Array[];
  readonly counters: Uint8Array;
  readonly lfsr: number;
}

export class CacheLevel {
  readonly sets: number;
  readonly slots: number;
  readonly ways: number;
  /** Number of the line in each slot; -1 = invalid. */
  readonly tags: Int32Array;
  /** Bit n: byte n was stored to and not written back. A line with no bit set is clean. */
  readonly masks: Uint32Array;
  readonly bytes: Uint8Array;
  readonly halves: Uint16Array;
  readonly words: Int32Array;
  readonly unsigned: Uint32Array;
  /** What bytes with a mask bit held before the first store: the content of memory, unless somebody changed it since. */
  readonly before: Uint8Array;
  readonly beforeWords: Int32Array;
  /** Journal entries: the line fill, and the last store. */
  readonly filled: Uint32Array;
  readonly stored: Uint32Array;
  readonly flags: Uint8Array;
  /**
   * Epoch of the bus in which the line was last known to differ from memory by its stores alone, and `before` to hold what
   * memory holds. No state: a memory of work done.
   */
  readonly agreed: Float64Array;
  /** For each block, not 0: something that `save` would see has changed since it was last called. Whoever changes the arrays must `touch`. */
  readonly touched: Uint8Array;
  /** The block of each slot. */
  readonly blockOf: Uint16Array;
  private readonly blockSets: number;
  private readonly hints = new Uint16Array(1 << HINT_BITS);
  private readonly counters: Uint8Array;
  private lfsr = LFSR_SEED;
  private saved: SavedLevel | undefined;

  constructor(readonly geometry: LevelGeometry) {
    const { bytes, ways } = geometry;
    this.slots = bytes / LINE_BYTES;
    this.sets = this.slots / ways;
    this.ways = ways;
    this.tags = new Int32Array(this.slots).fill(-1);
    this.masks = new Uint32Array(this.slots);
    this.bytes = new Uint8Array(bytes);
    this.halves = new Uint16Array(this.bytes.buffer);
    this.words = new Int32Array(this.bytes.buffer);
    this.unsigned = new Uint32Array(this.bytes.buffer);
    this.before = new Uint8Array(bytes);
    this.beforeWords = new Int32Array(this.before.buffer);
    this.filled = new Uint32Array(this.slots);
    this.stored = new Uint32Array(this.slots);
    this.flags = new Uint8Array(this.slots);
    this.agreed = new Float64Array(this.slots).fill(-1);
    this.counters = new Uint8Array(this.sets);
    this.blockSets = Math.min(BLOCK_SETS, this.sets);
    this.touched = new Uint8Array(this.slots / this.blockSets).fill(1);
    this.blockOf = new Uint16Array(this.slots);
    for (let slot = 0; slot < this.slots; slot++) this.blockOf[slot] = Math.floor(slot / ways / this.blockSets) * ways + (slot % ways);
  }

  /** Slot of a line; -1 = not here. Hot. */
  find(line: number): number {
    const slot = this.hints[hint(line)];
    return this.tags[slot] === line ? slot : this.search(line);
  }

  private search(line: number): number {
    const first = (line & (this.sets - 1)) * this.ways;
    for (let slot = first; slot < first + this.ways; slot++) {
      if (this.tags[slot] === line) {
        this.hints[hint(line)] = slot;
        return slot;
      }
    }
    return -1;
  }

  /** Where a new line would go. Asking again gives the same answer until a line is placed or dropped. */
  victim(line: number): number {
    const set = line & (this.sets - 1);
    const first = set * this.ways;
    for (let slot = first; slot < first + this.ways; slot++) if (this.tags[slot] === -1) return slot;
    return first + (this.geometry.replacement === 'round-robin' ? this.counters[set] : this.lfsr % this.ways);
  }

  /**
   * Put a clean line into its victim's slot; the data are the caller's to fill in.
   * @param agreed the epoch in which they are what memory holds. @returns the slot.
   */
  place(line: number, filled: number, agreed = -1): number {
    const slot = this.victim(line);
    if (this.tags[slot] !== -1) this.advance(line & (this.sets - 1));
    this.tags[slot] = line;
    this.masks[slot] = 0;
    this.filled[slot] = filled;
    this.stored[slot] = 0;
    this.flags[slot] = 0;
    this.agreed[slot] = agreed;
    this.hints[hint(line)] = slot;
    this.touch(slot);
    return slot;
  }

  /** Something of a slot is another than before. */
  touch(slot: number): void {
    this.touched[this.blockOf[slot]] = 1;
  }

  /** Drop a line to make room. */
  evict(slot: number): void {
    this.drop(slot);
    this.advance(Math.floor(slot / this.ways));
  }

  drop(slot: number): void {
    this.tags[slot] = -1;
    this.masks[slot] = 0;
    this.touch(slot);
  }

  clean(slot: number): void {
    this.masks[slot] = 0;
    this.touch(slot);
  }

  /** First stores to some bytes of a line: keep what they were. `bits`: the `size` bytes from `inLine` on. */
  keepBefore(slot: number, inLine: number, size: number, bits: number): void {
    const fresh = bits & ~this.masks[slot];
    const base = slot * LINE_BYTES;
    if (fresh === -1) for (let w = base >> 2; w < (base >> 2) + LINE_WORDS; w++) this.beforeWords[w] = this.words[w];
    else if (fresh !== 0) for (let i = inLine; i < inLine + size; i++) if (((fresh >>> i) & 1) !== 0) this.before[base + i] = this.bytes[base + i];
    this.masks[slot] |= bits;
  }

  /** `keepBefore` behind the stores: `old` is the whole line as it was. */
  remember(slot: number, old: Int32Array, bits: number): void {
    const { masks, beforeWords } = this;
    const fresh = bits & ~masks[slot];
    const base = slot * LINE_WORDS;
    if (fresh === -1) for (let w = 0; w < LINE_WORDS; w++) beforeWords[base + w] = old[w];
    else if (fresh !== 0) this.takeBefore(base, old, 0, fresh);
    masks[slot] |= bits;
  }

  /** Copy a line, its mask and what it remembers from another level's slot; stores there are newer than what is here. */
  take(slot: number, from: CacheLevel, other: number): void {
    const { words, beforeWords } = this;
    const ours = slot << 3;
    const theirs = other << 3;
    const fresh = from.masks[other] & ~this.masks[slot];
    for (let w = 0; w < LINE_WORDS; w++) words[ours + w] = from.words[theirs + w];
    if (fresh === -1) for (let w = 0; w < LINE_WORDS; w++) beforeWords[ours + w] = from.beforeWords[theirs + w];
    else if (fresh !== 0) this.takeBefore(ours, from.beforeWords, theirs, fresh);
    this.masks[slot] |= from.masks[other];
    if (from.stored[other] > this.stored[slot]) this.stored[slot] = from.stored[other];
    if (from.agreed[other] < this.agreed[slot]) this.agreed[slot] = from.agreed[other];
    this.touch(slot);
  }

  private takeBefore(ours: number, from: Int32Array, theirs: number, fresh: number): void {
    for (let w = 0; w < LINE_WORDS; w++) {
      const taken = BYTES_OF[(fresh >>> (4 * w)) & 15];
      if (taken !== 0) this.beforeWords[ours + w] = (this.beforeWords[ours + w] & ~taken) | (from[theirs + w] & taken);
    }
  }

  private advance(set: number): void {
    this.counters[set] = (this.counters[set] + 1) % this.ways;
    /** Taps of a maximal 16-bit register. */
    const bit = (this.lfsr ^ (this.lfsr >>> 2) ^ (this.lfsr >>> 3) ^ (this.lfsr >>> 5)) & 1;
    this.lfsr = (this.lfsr >>> 1) | (bit << 15);
  }

  /** Slots of valid lines, in order. */
  valid(): Uint32Array {
    const found = new Uint32Array(this.slots);
    let count = 0;
    for (let slot = 0; slot < this.slots; slot++) if (this.tags[slot] !== -1) found[count++] = slot;
    return found.slice(0, count);
  }

  save(): PlainState {
    const blocks = this.saved === undefined ? new Array<Int32Array>(this.touched.length) : this.saved.blocks.slice();
    for (let block = 0; block < blocks.length; block++) if (this.touched[block] !== 0) blocks[block] = this.saveBlock(block);
    this.touched.fill(0);
    this.saved = { blocks, counters: this.counters.slice(), lfsr: this.lfsr };
    return this.saved;
  }

  /** Slot `i` of a block. */
  private slotIn(block: number, i: number): number {
    return (Math.floor(block / this.ways) * this.blockSets + i) * this.ways + (block % this.ways);
  }

  private saveBlock(block: number): Int32Array {
    const { tags, masks, filled, stored, flags, words } = this;
    let valid = 0;
    for (let i = 0; i < this.blockSets; i++) if (tags[this.slotIn(block, i)] !== -1) valid++;
    const into = new Int32Array(valid * SLOT_WORDS);
    for (let i = 0, at = 0; i < this.blockSets; i++) {
      const slot = this.slotIn(block, i);
      if (tags[slot] === -1) continue;
      into[at] = i;
      into[at + 1] = tags[slot];
      into[at + 2] = masks[slot];
      into[at + 3] = filled[slot];
      into[at + 4] = stored[slot];
      into[at + 5] = flags[slot];
      for (let w = 0; w < LINE_WORDS; w++) into[at + FACTS + w] = words[slot * LINE_WORDS + w];
      if (masks[slot] !== 0) for (let w = 0; w < LINE_WORDS; w++) into[at + FACTS + LINE_WORDS + w] = this.beforeWords[slot * LINE_WORDS + w] & BYTES_OF[(masks[slot] >>> (4 * w)) & 15];
      at += SLOT_WORDS;
    }
    return into;
  }

  load(state: PlainState): void {
    const saved = state as SavedLevel;
    this.tags.fill(-1);
    this.masks.fill(0);
    saved.blocks.forEach((from, block) => this.loadBlock(from, block));
    this.agreed.fill(-1);
    this.counters.set(saved.counters);
    this.lfsr = saved.lfsr;
    this.saved = saved;
    this.touched.fill(0);
  }

  private loadBlock(from: Int32Array, block: number): void {
    for (let at = 0; at < from.length; at += SLOT_WORDS) {
      const slot = this.slotIn(block, from[at]);
      this.tags[slot] = from[at + 1];
      this.masks[slot] = from[at + 2];
      this.filled[slot] = from[at + 3];
      this.stored[slot] = from[at + 4];
      this.flags[slot] = from[at + 5];
      for (let w = 0; w < LINE_WORDS; w++) {
        this.words[slot * LINE_WORDS + w] = from[at + FACTS + w];
        this.beforeWords[slot * LINE_WORDS + w] = from[at + FACTS + LINE_WORDS + w];
      }
    }
  }
}
