/**
 * Lines of the cache that C code used of late, by their virtual addresses: a load or store whose line is here, and of
 * which all checks are known to pass, is done at once, with the outcome of the slow way (port.ts). What can change while
 * code runs is checked at each access (shadow, place in L1, agreement with memory); all else empties the table.
 */
import type { CacheLevel } from '../../cache/level';
import type { CpuCaches } from '../../cache/caches';
import { LINE_BYTES, LINE_SHIFT } from '../../cache/geometry';
import type { QuickMemory } from '../../c/machine';
import { READY } from '../../c/shadow';
import type { Bus } from '../../bus/bus';
import type { Journal } from '../../journal/journal';

const LINE_BITS = 11;
/** More than L1 has. */
const LINES = 1 << LINE_BITS;
const IN_LINE = LINE_BYTES - 1;
const IN_PAGE = 4095;
const NOT_HERE = -1;
/** Shadow of memory of which nothing is known. */
const ORDINARY = new Uint8Array(4096).fill(READY);

/** Buffers often lie a power of two apart: neighbours by a hash. */
const placeOf = (line: number): number => Math.imul(line, 0x9e37_79b1) >>> (32 - LINE_BITS);

export class HotLines implements QuickMemory {
  readonly bytes: Uint8Array;
  readonly halves: Uint16Array;
  readonly words: Int32Array;
  /** False: every access goes the slow way. */
  open = false;
  /** Stores that hit stay in the cache. */
  private readonly storing: boolean;
  /** Cycle of an instruction: this less what was left of the budget then. */
  cycleBase = 0;
  cause = 0;
  /** The journal's number for each instruction, -1: not known. */
  details: Int32Array = new Int32Array(0);
  private readonly l1: CacheLevel;
  /** Number of the virtual line, its physical number, and its slot in L1. */
  private readonly tags = new Int32Array(LINES).fill(-1);
  private readonly lines = new Int32Array(LINES);
  private readonly slots = new Int32Array(LINES);
  /** Shadow of the page that each lies in. */
  private readonly shadows: Uint8Array[] = new Array<Uint8Array>(LINES).fill(ORDINARY);

  constructor(
    private readonly caches: CpuCaches,
    private readonly bus: Bus,
    private readonly journal: Journal,
  ) {
    const { l1 } = caches;
    this.l1 = l1;
    this.storing = caches.config.write === 'back';
    this.bytes = l1.bytes;
    this.halves = l1.halves;
    this.words = l1.words;
  }

  forget(): void {
    this.tags.fill(-1);
  }

  /** The access to `va` was answered by the line that the caches found last. */
  keep(va: number, pa: number, shadow: Uint8Array | undefined): void {
    const line = va >>> LINE_SHIFT;
    const h = placeOf(line);
    this.tags[h] = line;
    this.lines[h] = pa >>> LINE_SHIFT;
    this.slots[h] = this.caches.foundSlot;
    this.shadows[h] = shadow ?? ORDINARY;
  }

  /** Slot of a line that a load may use now. */
  private readable(address: number): number {
    const line = address >>> LINE_SHIFT;
    const h = placeOf(line);
    if (this.tags[h] !== line || !this.open) return NOT_HERE;
    const slot = this.slots[h];
    const { l1 } = this;
    return l1.tags[slot] === this.lines[h] && (l1.agreed[slot] === this.bus.beatCount || !this.caches.checker) ? slot : NOT_HERE;
  }

  read8(address: number): number {
    const slot = this.readable(address);
    return slot >= 0 && (this.shadows[placeOf(address >>> LINE_SHIFT)][address & IN_PAGE] & 2) !== 0 ? (slot << LINE_SHIFT) | (address & IN_LINE) : NOT_HERE;
  }

  read16(address: number): number {
    const slot = this.readable(address);
    if (slot < 0 || (address & 1) !== 0) return NOT_HERE;
    const shadow = this.shadows[placeOf(address >>> LINE_SHIFT)];
    const at = address & IN_PAGE;
    return (shadow[at] & shadow[at + 1] & 2) !== 0 ? ((slot << LINE_SHIFT) | (address & IN_LINE)) >> 1 : NOT_HERE;
  }

  read32(address: number): number {
    const slot = this.readable(address);
    if (slot < 0 || (address & 3) !== 0) return NOT_HERE;
    const shadow = this.shadows[placeOf(address >>> LINE_SHIFT)];
    const at = address & IN_PAGE;
    return (shadow[at] & shadow[at + 1] & shadow[at + 2] & shadow[at + 3] & 2) !== 0 ? ((slot << LINE_SHIFT) | (address & IN_LINE)) >> 2 : NOT_HERE;
  }

  /** Slot of a line that a store may change now. */
  private writable(address: number): number {
    const line = address >>> LINE_SHIFT;
    const h = placeOf(line);
    if (this.tags[h] !== line || !this.open || !this.storing) return NOT_HERE;
    const slot = this.slots[h];
    return this.l1.tags[slot] === this.lines[h] ? slot : NOT_HERE;
  }

  write8(address: number, value: number, pc: number, left: number): boolean {
    const slot = this.writable(address);
    if (slot < 0) return false;
    const h = placeOf(address >>> LINE_SHIFT);
    if (this.shadows[h][address & IN_PAGE] !== READY) return false;
    const inLine = address & IN_LINE;
    const at = (slot << LINE_SHIFT) | inLine;
    const { bytes, l1 } = this;
    if (!this.tell(slot, (this.lines[h] << LINE_SHIFT) | inLine, 1, value & 0xff, bytes[at], pc, left)) return false;
    const bit = 1 << inLine;
    if ((l1.masks[slot] & bit) === 0) {
      l1.before[at] = bytes[at];
      l1.masks[slot] |= bit;
    }
    bytes[at] = value;
    return true;
  }

  write16(address: number, value: number, pc: number, left: number): boolean {
    const slot = this.writable(address);
    if (slot < 0 || (address & 1) !== 0) return false;
    const h = placeOf(address >>> LINE_SHIFT);
    const shadow = this.shadows[h];
    if (shadow[address & IN_PAGE] !== READY || shadow[(address & IN_PAGE) + 1] !== READY) return false;
    const inLine = address & IN_LINE;
    const at = (slot << LINE_SHIFT) | inLine;
    const { halves, l1 } = this;
    if (!this.tell(slot, (this.lines[h] << LINE_SHIFT) | inLine, 2, value & 0xffff, halves[at >> 1], pc, left)) return false;
    const bits = 3 << inLine;
    if ((bits & ~l1.masks[slot]) !== 0) l1.keepBefore(slot, inLine, 2, bits);
    halves[at >> 1] = value;
    return true;
  }

  write32(address: number, value: number, pc: number, left: number): boolean {
    const slot = this.writable(address);
    if (slot < 0 || (address & 3) !== 0) return false;
    const h = placeOf(address >>> LINE_SHIFT);
    const shadow = this.shadows[h];
    const page = address & IN_PAGE;
    if (shadow[page] !== READY || shadow[page + 1] !== READY || shadow[page + 2] !== READY || shadow[page + 3] !== READY) return false;
    const inLine = address & IN_LINE;
    const at = (slot << LINE_SHIFT) | inLine;
    const { words, l1 } = this;
    if (!this.tell(slot, (this.lines[h] << LINE_SHIFT) | inLine, 4, value, words[at >> 2], pc, left)) return false;
    const bits = 15 << inLine;
    if ((bits & ~l1.masks[slot]) !== 0) l1.keepBefore(slot, inLine, 4, bits);
    words[at >> 2] = value;
    return true;
  }

  /** The journal's entry of a store; false: it has to be worked out the slow way what stands there. */
  private tell(slot: number, pa: number, size: number, value: number, old: number, pc: number, left: number): boolean {
    const { journal, l1 } = this;
    if (journal.enabled) {
      const detail = this.details[pc >> 2];
      if (detail < 0) return false;
      l1.stored[slot] = journal.addStore(this.cycleBase - left, this.caches.initiator, pa, size, value, old, this.cause, detail);
    }
    l1.touch(slot);
    return true;
  }
}
