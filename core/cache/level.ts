/**
 * One level of cache: lines with their data, in typed arrays. A line is named by its number (physical address / 32), a
 * place by its slot (set × ways + way). Knows nothing of other levels or of memory. Replacement: an invalid way, else
 * by the set's counter or a linear-feedback shift register, both part of the state.
 */
import type { PlainState } from '../clock';
import type { LevelGeometry } from './geometry';
import { LINE_BYTES } from './geometry';

const LFSR_SEED = 0xace1;
const LINE_WORDS = LINE_BYTES / 4;
/** For the mask bits of a word: the bytes that have them. Only these mean anything in what a line was before. */
export const BYTES_OF = Int32Array.from({ length: 16 }, (_, bits) => [0, 1, 2, 3].reduce((mask, byte) => ((bits >> byte) & 1) !== 0 ? mask | (0xff << (8 * byte)) : mask, 0));
/** Bits of `flags`. */
export const FLAG = { told: 1 } as const;

/**
 * What is known of a line lies together, in words: an access touches few lines of the host's own cache. `mask`: bit n: byte
 * n was stored to and not written back; a line with no bit set is clean. `filled`, `stored`: journal entries of the fill and
 * the last store. `agreed`: epoch of the bus in which the line was last known to differ from memory by its stores alone, and
 * `before` to hold what memory holds; no state, a memory of work done. `data`: the bytes. `before`: what those with a mask
 * bit held before the first store: the content of memory, unless somebody changed it since.
 */
export const RECORD_WORDS = 24;
const FILLED = 1;
const STORED = 2;
const AGREED = 3;
const FLAGS = 4;
export const DATA = 8;
export const BEFORE = 16;
/** From a byte of the data to what it was before. */
export const TO_BEFORE = (BEFORE - DATA) * 4;

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
  /** Records of the lines: those of one way lie together, so that what streams through the sets streams through memory. */
  readonly records: Int32Array;
  /** The same. */
  readonly unsigned: Uint32Array;
  readonly bytes: Uint8Array;
  readonly halves: Uint16Array;
  /** For each block, not 0: something that `save` would see has changed since it was last called. Whoever changes the arrays must `touch`. */
  readonly touched: Uint8Array;
  private readonly blockSets: number;
  private readonly wayBits: number;
  private readonly setBits: number;
  private readonly allSetBits: number;
  private readonly counters: Uint8Array;
  private readonly random: boolean;
  private lfsr = LFSR_SEED;
  /** Slots without a line. */
  private empty: number;
  private saved: SavedLevel | undefined;

  constructor(readonly geometry: LevelGeometry) {
    const { bytes, ways } = geometry;
    this.slots = bytes / LINE_BYTES;
    this.sets = this.slots / ways;
    this.ways = ways;
    this.tags = new Int32Array(this.slots).fill(-1);
    this.records = new Int32Array(this.slots * RECORD_WORDS);
    this.unsigned = new Uint32Array(this.records.buffer);
    this.bytes = new Uint8Array(this.records.buffer);
    this.halves = new Uint16Array(this.records.buffer);
    this.counters = new Uint8Array(this.sets);
    this.random = geometry.replacement !== 'round-robin';
    this.empty = this.slots;
    this.blockSets = Math.min(BLOCK_SETS, this.sets);
    this.wayBits = Math.log2(ways);
    this.allSetBits = Math.log2(this.sets);
    this.setBits = Math.log2(this.blockSets);
    this.touched = new Uint8Array(this.slots / this.blockSets).fill(1);
    this.forgetAgreed();
  }

  /** Where a slot's record begins. */
  recordAt(slot: number): number {
    return (((slot & (this.ways - 1)) << this.allSetBits) + (slot >> this.wayBits)) * RECORD_WORDS;
  }

  /** Where a slot's data begin, in bytes. */
  dataAt(slot: number): number {
    return (this.recordAt(slot) + DATA) * 4;
  }

  /** The same in words. */
  wordsAt(slot: number): number {
    return this.recordAt(slot) + DATA;
  }

  /** A line stands there with bytes that are not written back. */
  isDirty(slot: number): boolean {
    return this.tags[slot] !== -1 && this.records[this.recordAt(slot)] !== 0;
  }

  mask(slot: number): number {
    return this.records[this.recordAt(slot)];
  }

  /** Entry of the fill. */
  filled(slot: number): number {
    return this.records[this.recordAt(slot) + FILLED];
  }

  /** Entry of the last store. */
  stored(slot: number): number {
    return this.records[this.recordAt(slot) + STORED];
  }

  setFilled(slot: number, entry: number): void {
    this.records[this.recordAt(slot) + FILLED] = entry;
  }

  setStored(slot: number, entry: number): void {
    this.records[this.recordAt(slot) + STORED] = entry;
  }

  agreed(slot: number): number {
    return this.records[this.recordAt(slot) + AGREED];
  }

  setAgreed(slot: number, epoch: number): void {
    this.records[this.recordAt(slot) + AGREED] = epoch;
  }

  flags(slot: number): number {
    return this.records[this.recordAt(slot) + FLAGS];
  }

  setFlags(slot: number, flags: number): void {
    this.records[this.recordAt(slot) + FLAGS] = flags;
  }

  /** Nothing is known to agree with memory any more. */
  forgetAgreed(): void {
    for (let slot = 0; slot < this.slots; slot++) this.setAgreed(slot, -1);
  }

  /** Slot of a line; -1 = not here. Hot. */
  find(line: number): number {
    const { tags, ways } = this;
    const first = (line & (this.sets - 1)) * ways;
    for (let slot = first; slot < first + ways; slot++) if (tags[slot] === line) return slot;
    return -1;
  }

  /** Where a new line would go. Asking again gives the same answer until a line is placed or dropped. */
  victim(line: number): number {
    const set = line & (this.sets - 1);
    const first = set * this.ways;
    if (this.empty > 0) for (let slot = first; slot < first + this.ways; slot++) if (this.tags[slot] === -1) return slot;
    return first + (this.random ? this.lfsr & (this.ways - 1) : this.counters[set]);
  }

  /**
   * Put a clean line into its victim's slot; the data are the caller's to fill in.
   * @param agreed the epoch in which they are what memory holds. @param slot what `victim` says. @returns the slot.
   */
  place(line: number, filled: number, agreed = -1, slot = this.victim(line)): number {
    if (this.tags[slot] === -1) this.empty--;
    else this.advance(line & (this.sets - 1));
    this.tags[slot] = line;
    const { records } = this;
    const at = this.recordAt(slot);
    records[at] = 0;
    records[at + FILLED] = filled;
    records[at + STORED] = 0;
    records[at + AGREED] = agreed;
    records[at + FLAGS] = 0;
    this.touch(slot);
    return slot;
  }

  /** `place` with what another level's slot holds and knows, but clean. */
  placeCopy(line: number, slot: number, from: CacheLevel, other: number): void {
    if (this.tags[slot] === -1) this.empty--;
    else this.advance(line & (this.sets - 1));
    this.tags[slot] = line;
    const { records } = this;
    const theirs = from.records;
    const to = this.recordAt(slot);
    const at = from.recordAt(other);
    records[to] = 0;
    for (let w = FILLED; w < DATA + LINE_WORDS; w++) records[to + w] = theirs[at + w];
    this.touch(slot);
  }

  /** Something of a slot is another than before. */
  touch(slot: number): void {
    this.touched[((slot >> (this.wayBits + this.setBits)) << this.wayBits) | (slot & (this.ways - 1))] = 1;
  }

  /** Drop a line to make room. */
  evict(slot: number): void {
    this.drop(slot);
    this.advance(slot >> this.wayBits);
  }

  drop(slot: number): void {
    if (this.tags[slot] !== -1) this.empty++;
    this.tags[slot] = -1;
    this.records[this.recordAt(slot)] = 0;
    this.touch(slot);
  }

  clean(slot: number): void {
    this.records[this.recordAt(slot)] = 0;
    this.touch(slot);
  }

  /** First stores to some bytes of a line: keep what they were. `bits`: the `size` bytes from `inLine` on. */
  keepBefore(slot: number, inLine: number, size: number, bits: number): void {
    const { records, bytes } = this;
    const at = this.recordAt(slot);
    const fresh = bits & ~records[at];
    const data = this.dataAt(slot);
    if (fresh === -1) this.takeWords(at + BEFORE, records, at + DATA);
    else if (fresh !== 0) for (let i = data + inLine; i < data + inLine + size; i++) if (((fresh >>> (i - data)) & 1) !== 0) bytes[i + TO_BEFORE] = bytes[i];
    records[at] |= bits;
  }

  /** `keepBefore` behind the stores: `old` is the whole line as it was. */
  remember(slot: number, old: Int32Array, bits: number): void {
    const at = this.recordAt(slot);
    this.takeBefore(at + BEFORE, old, 0, bits & ~this.records[at]);
    this.records[at] |= bits;
  }

  /** Copy a line, its mask and what it remembers from another level's slot; stores there are newer than what is here. */
  take(slot: number, from: CacheLevel, other: number): void {
    const { records } = this;
    const theirs = from.records;
    const to = this.recordAt(slot);
    const at = from.recordAt(other);
    const mask = theirs[at];
    const fresh = mask & ~records[to];
    for (let w = DATA; w < DATA + LINE_WORDS; w++) records[to + w] = theirs[at + w];
    if (fresh === -1) for (let w = BEFORE; w < BEFORE + LINE_WORDS; w++) records[to + w] = theirs[at + w];
    else this.takeBefore(to + BEFORE, theirs, at + BEFORE, fresh);
    records[to] |= mask;
    if (theirs[at + STORED] > records[to + STORED]) records[to + STORED] = theirs[at + STORED];
    if (theirs[at + AGREED] < records[to + AGREED]) records[to + AGREED] = theirs[at + AGREED];
    this.touch(slot);
  }

  private takeWords(to: number, from: Int32Array, at: number): void {
    const { records } = this;
    for (let w = 0; w < LINE_WORDS; w++) records[to + w] = from[at + w];
  }

  /** The bytes of which `bits` are set. */
  private takeBefore(to: number, from: Int32Array, at: number, bits: number): void {
    if (bits === 0) return;
    if (bits === -1) return this.takeWords(to, from, at);
    const { records } = this;
    for (let w = 0; w < LINE_WORDS; w++) {
      const taken = BYTES_OF[(bits >>> (4 * w)) & 15];
      if (taken !== 0) records[to + w] = (records[to + w] & ~taken) | (from[at + w] & taken);
    }
  }

  private advance(set: number): void {
    this.counters[set] = (this.counters[set] + 1) & (this.ways - 1);
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
    const { tags, records } = this;
    let valid = 0;
    for (let i = 0; i < this.blockSets; i++) if (tags[this.slotIn(block, i)] !== -1) valid++;
    const into = new Int32Array(valid * SLOT_WORDS);
    for (let i = 0, at = 0; i < this.blockSets; i++) {
      const slot = this.slotIn(block, i);
      if (tags[slot] === -1) continue;
      const from = this.recordAt(slot);
      const mask = records[from];
      into[at] = i;
      into[at + 1] = tags[slot];
      into[at + 2] = mask;
      into[at + 3] = records[from + FILLED];
      into[at + 4] = records[from + STORED];
      into[at + 5] = records[from + FLAGS];
      for (let w = 0; w < LINE_WORDS; w++) into[at + FACTS + w] = records[from + DATA + w];
      if (mask !== 0) for (let w = 0; w < LINE_WORDS; w++) into[at + FACTS + LINE_WORDS + w] = records[from + BEFORE + w] & BYTES_OF[(mask >>> (4 * w)) & 15];
      at += SLOT_WORDS;
    }
    return into;
  }

  load(state: PlainState): void {
    const saved = state as SavedLevel;
    this.tags.fill(-1);
    this.records.fill(0);
    saved.blocks.forEach((from, block) => this.loadBlock(from, block));
    this.empty = this.tags.reduce((sum, tag) => sum + (tag === -1 ? 1 : 0), 0);
    this.forgetAgreed();
    this.counters.set(saved.counters);
    this.lfsr = saved.lfsr;
    this.saved = saved;
    this.touched.fill(0);
  }

  private loadBlock(from: Int32Array, block: number): void {
    const { records } = this;
    for (let at = 0; at < from.length; at += SLOT_WORDS) {
      const slot = this.slotIn(block, from[at]);
      const to = this.recordAt(slot);
      this.tags[slot] = from[at + 1];
      records[to] = from[at + 2];
      records[to + FILLED] = from[at + 3];
      records[to + STORED] = from[at + 4];
      records[to + FLAGS] = from[at + 5];
      for (let w = 0; w < LINE_WORDS; w++) {
        records[to + DATA + w] = from[at + FACTS + w];
        records[to + BEFORE + w] = from[at + FACTS + LINE_WORDS + w];
      }
    }
  }
}
