/**
 * One level of cache: lines with their data, in typed arrays. A line is named by its number (physical address / 32), a
 * place by its slot (set × ways + way). Knows nothing of other levels or of memory. Replacement: an invalid way, else
 * by the set's counter or a linear-feedback shift register, both part of the state.
 */
import type { PlainState } from '../clock';
import type { LevelGeometry } from './geometry';
import { LINE_BYTES } from './geometry';

/** Predictions of where a line is, by a hash of its number: buffers often lie a power of two apart. */
const HINT_BITS = 12;
const hint = (line: number): number => Math.imul(line, 0x9e37_79b1) >>> (32 - HINT_BITS);
const LFSR_SEED = 0xace1;
const LINE_WORDS = LINE_BYTES / 4;
const ALL_BYTES = 0xffff_ffff;
/** Bits of `flags`. */
export const FLAG = { told: 1 } as const;

/** Plain data; only lines that are valid. Never changed once made. */
interface SavedLevel {
  readonly slots: Uint32Array;
  readonly tags: Int32Array;
  readonly masks: Uint32Array;
  readonly filled: Uint32Array;
  readonly stored: Uint32Array;
  readonly flags: Uint8Array;
  readonly bytes: Uint8Array;
  readonly before: Uint8Array;
  readonly counters: Uint8Array;
  readonly lfsr: number;
}

/** The elements of `from` at `slots`. */
function pick<T extends Int32Array | Uint32Array | Uint8Array>(from: T, slots: Uint32Array): T {
  const into = new (from.constructor as new (length: number) => T)(slots.length);
  for (let i = 0; i < slots.length; i++) into[i] = from[slots[i]];
  return into;
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
  /** What bytes with a mask bit held before the first store: the content of memory, unless somebody changed it since. */
  readonly before: Uint8Array;
  readonly beforeWords: Int32Array;
  /** Journal entries: the line fill, and the last store. */
  readonly filled: Uint32Array;
  readonly stored: Uint32Array;
  readonly flags: Uint8Array;
  /** Epoch at which the line was last found to agree with memory. No state: a memory of work done. */
  readonly agreed: Float64Array;
  /** Something that `save` would see has changed since it was last called; whoever changes the arrays must say so. */
  changed = true;
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
    this.before = new Uint8Array(bytes);
    this.beforeWords = new Int32Array(this.before.buffer);
    this.filled = new Uint32Array(this.slots);
    this.stored = new Uint32Array(this.slots);
    this.flags = new Uint8Array(this.slots);
    this.agreed = new Float64Array(this.slots).fill(-1);
    this.counters = new Uint8Array(this.sets);
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

  /** Put a clean line into its victim's slot; the data are the caller's to fill in. @returns the slot. */
  place(line: number, filled: number): number {
    const slot = this.victim(line);
    if (this.tags[slot] !== -1) this.advance(line & (this.sets - 1));
    this.tags[slot] = line;
    this.masks[slot] = 0;
    this.filled[slot] = filled;
    this.stored[slot] = 0;
    this.flags[slot] = 0;
    this.agreed[slot] = -1;
    this.hints[hint(line)] = slot;
    this.changed = true;
    return slot;
  }

  /** Drop a line to make room. */
  evict(slot: number): void {
    this.drop(slot);
    this.advance(Math.floor(slot / this.ways));
  }

  drop(slot: number): void {
    this.tags[slot] = -1;
    this.masks[slot] = 0;
    this.changed = true;
  }

  clean(slot: number): void {
    this.masks[slot] = 0;
    this.changed = true;
  }

  /** First stores to some bytes of a line: keep what they were. `bits`: the `size` bytes from `inLine` on. */
  keepBefore(slot: number, inLine: number, size: number, bits: number): void {
    const fresh = bits & ~this.masks[slot];
    const base = slot * LINE_BYTES;
    for (let i = inLine; i < inLine + size; i++) if (((fresh >>> i) & 1) !== 0) this.before[base + i] = this.bytes[base + i];
    this.masks[slot] |= bits;
  }

  /** Copy a line, its mask and what it remembers from another level's slot; stores there are newer than what is here. */
  take(slot: number, from: CacheLevel, other: number): void {
    const to = slot * LINE_BYTES;
    const at = other * LINE_BYTES;
    const fresh = from.masks[other] & ~this.masks[slot];
    if (fresh === -1) for (let w = 0; w < LINE_WORDS; w++) this.beforeWords[(to >> 2) + w] = from.beforeWords[(at >> 2) + w];
    else if (fresh !== 0) for (let i = 0; i < LINE_BYTES; i++) if (((fresh >>> i) & 1) !== 0) this.before[to + i] = from.before[at + i];
    for (let w = 0; w < LINE_WORDS; w++) this.words[(to >> 2) + w] = from.words[(at >> 2) + w];
    this.masks[slot] |= from.masks[other];
    if (from.stored[other] > this.stored[slot]) this.stored[slot] = from.stored[other];
    this.agreed[slot] = -1;
    this.changed = true;
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
    if (this.saved !== undefined && !this.changed) return this.saved;
    const slots = this.valid();
    const state: SavedLevel = {
      slots, tags: pick(this.tags, slots), masks: pick(this.masks, slots), filled: pick(this.filled, slots), stored: pick(this.stored, slots), flags: pick(this.flags, slots), bytes: this.gatherBytes(slots), before: this.gatherBefore(slots), counters: this.counters.slice(), lfsr: this.lfsr,
    };
    this.saved = state;
    this.changed = false;
    return state;
  }

  /** By words: as many lines as there are make a call for each too dear. */
  private gatherBytes(slots: Uint32Array): Uint8Array {
    const into = new Int32Array(slots.length * LINE_WORDS);
    for (let i = 0; i < slots.length; i++) for (let w = 0; w < LINE_WORDS; w++) into[i * LINE_WORDS + w] = this.words[slots[i] * LINE_WORDS + w];
    return new Uint8Array(into.buffer);
  }

  /** Only bytes with a mask bit mean anything. */
  private gatherBefore(slots: Uint32Array): Uint8Array {
    const into = new Uint8Array(slots.length * LINE_BYTES);
    const words = new Int32Array(into.buffer);
    for (let i = 0; i < slots.length; i++) {
      const mask = this.masks[slots[i]];
      if (mask === ALL_BYTES) {
        for (let w = 0; w < LINE_WORDS; w++) words[i * LINE_WORDS + w] = this.beforeWords[slots[i] * LINE_WORDS + w];
        continue;
      }
      for (let b = 0; mask >>> b !== 0 && b < LINE_BYTES; b++) if (((mask >>> b) & 1) !== 0) into[i * LINE_BYTES + b] = this.before[slots[i] * LINE_BYTES + b];
    }
    return into;
  }

  load(state: PlainState): void {
    const saved = state as SavedLevel;
    this.tags.fill(-1);
    this.masks.fill(0);
    this.agreed.fill(-1);
    saved.slots.forEach((slot, i) => {
      this.tags[slot] = saved.tags[i];
      this.masks[slot] = saved.masks[i];
      this.filled[slot] = saved.filled[i];
      this.stored[slot] = saved.stored[i];
      this.flags[slot] = saved.flags[i];
      this.bytes.set(saved.bytes.subarray(i * LINE_BYTES, (i + 1) * LINE_BYTES), slot * LINE_BYTES);
      this.before.set(saved.before.subarray(i * LINE_BYTES, (i + 1) * LINE_BYTES), slot * LINE_BYTES);
    });
    this.counters.set(saved.counters);
    this.lfsr = saved.lfsr;
    this.saved = saved;
    this.changed = false;
  }
}
