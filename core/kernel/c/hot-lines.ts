/**
 * Lines of the cache that C code used of late, by their virtual addresses: a load or store whose line is here, and of
 * which all checks are known to pass, is done at once, with the outcome of the slow way (port.ts). What can change while
 * code runs is checked at each access (shadow, place in L1, agreement with memory); all else empties the table.
 */
import type { CacheLevel } from '../../cache/level';
import { DATA, TO_BEFORE } from '../../cache/level';
import type { CpuCaches } from '../../cache/caches';
import { LINE_BYTES, LINE_SHIFT } from '../../cache/geometry';
import type { LineAtHand, QuickMemory } from '../../c/machine';
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

/** The line used last: until something happens the slow way, nothing about it can change but its shadow and data. */
type AtHand = { -readonly [K in keyof LineAtHand]: LineAtHand[K] };

export class HotLines implements QuickMemory {
  readonly bytes: Uint8Array;
  readonly halves: Uint16Array;
  readonly words: Int32Array;
  private open = false;
  /** False: all of them, always; for comparing. */
  on = true;
  readonly read: AtHand = { line: -1, slot: 0, at: 0, pa: 0, shadow: ORDINARY };
  readonly write: AtHand = { line: -1, slot: 0, at: 0, pa: 0, shadow: ORDINARY };
  /** Grows when lines that were found may be gone. */
  generation = 0;
  /** Stores that hit stay in the cache. */
  private readonly storing: boolean;
  /** Cycle of an instruction: this less what was left of the budget then. */
  cycleBase = 0;
  cause = 0;
  /** The journal's number for each instruction, -1: not known. */
  details: Int32Array = new Int32Array(0);
  /** Fetches lines; see KernelPort. */
  missing: { miss(write: boolean, va: number, size: number, value: number, pc: number, left: number): boolean } | null = null;
  private readonly l1: CacheLevel;
  /** A line as it was before several stores. */
  private readonly old = new Int32Array(LINE_BYTES / 4);
  private readonly oldBytes = new Uint8Array(this.old.buffer);
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
    this.words = l1.records;
  }

  forget(): void {
    this.tags.fill(-1);
    this.read.line = this.write.line = -1;
    this.generation++;
  }

  /** Something happened the slow way, or a run begins. `open`: from here on accesses may be quick. */
  look(open: boolean): void {
    this.open = open && this.on;
    this.read.line = this.write.line = -1;
    this.generation++;
  }

  /** A line was fetched for the access to `va`, and what had been found may be gone: the caches found it last. */
  fetched(write: boolean, va: number, pa: number, shadow: Uint8Array | undefined): void {
    this.keep(va, pa, shadow);
    const { read, write: written } = this;
    read.line = written.line = -1;
    this.generation++;
    const slot = this.caches.foundSlot;
    if (write || this.agrees(slot)) take(write ? written : read, va, slot, this.l1.dataAt(slot), pa >>> LINE_SHIFT, shadow ?? ORDINARY);
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

  read8(address: number, pc: number, left: number): number {
    if (address >>> LINE_SHIFT !== this.read.line && !this.findRead(address, 1, pc, left)) return NOT_HERE;
    return (this.read.shadow[address & IN_PAGE] & 2) !== 0 ? this.read.at | (address & IN_LINE) : NOT_HERE;
  }

  read16(address: number, pc: number, left: number): number {
    if ((address >>> LINE_SHIFT !== this.read.line && !this.findRead(address, 2, pc, left)) || (address & 1) !== 0) return NOT_HERE;
    const { shadow, at } = this.read;
    const page = address & IN_PAGE;
    return (shadow[page] & shadow[page + 1] & 2) !== 0 ? (at | (address & IN_LINE)) >> 1 : NOT_HERE;
  }

  read32(address: number, pc: number, left: number): number {
    if ((address >>> LINE_SHIFT !== this.read.line && !this.findRead(address, 4, pc, left)) || (address & 3) !== 0) return NOT_HERE;
    const { shadow, at } = this.read;
    const page = address & IN_PAGE;
    return (shadow[page] & shadow[page + 1] & shadow[page + 2] & shadow[page + 3] & 2) !== 0 ? (at | (address & IN_LINE)) >> 2 : NOT_HERE;
  }

  write8(address: number, value: number, pc: number, left: number): boolean {
    if (address >>> LINE_SHIFT !== this.write.line && !this.findWrite(address)) return this.bring(true, address, 1, value, pc, left);
    const { shadow, at: line, slot, pa } = this.write;
    const inLine = address & IN_LINE;
    return shadow[address & IN_PAGE] === READY && this.put8(line | inLine, inLine, slot, pa | inLine, value, pc, left);
  }

  write16(address: number, value: number, pc: number, left: number): boolean {
    if (address >>> LINE_SHIFT !== this.write.line && !this.findWrite(address)) return this.bring(true, address, 2, value, pc, left);
    if ((address & 1) !== 0) return false;
    const { shadow, at: line, slot, pa } = this.write;
    const page = address & IN_PAGE;
    if (shadow[page] !== READY || shadow[page + 1] !== READY) return false;
    const inLine = address & IN_LINE;
    return this.put16((line | inLine) >> 1, inLine, slot, pa | inLine, value, pc, left);
  }

  write32(address: number, value: number, pc: number, left: number): boolean {
    if (address >>> LINE_SHIFT !== this.write.line && !this.findWrite(address)) return this.bring(true, address, 4, value, pc, left);
    if ((address & 3) !== 0) return false;
    const { shadow, at: line, slot, pa } = this.write;
    const page = address & IN_PAGE;
    if (shadow[page] !== READY || shadow[page + 1] !== READY || shadow[page + 2] !== READY || shadow[page + 3] !== READY) return false;
    const inLine = address & IN_LINE;
    return this.put32((line | inLine) >> 2, inLine, slot, pa | inLine, value, pc, left);
  }

  put8(at: number, inLine: number, slot: number, pa: number, value: number, pc: number, left: number): boolean {
    const { bytes, words } = this;
    if (this.journal.enabled && !this.tell(slot, pa, 1, value & 0xff, bytes[at], pc, left)) return false;
    const bit = 1 << inLine;
    const record = ((at & ~IN_LINE) >> 2) - DATA;
    if ((words[record] & bit) === 0) {
      bytes[at + TO_BEFORE] = bytes[at];
      words[record] |= bit;
    }
    bytes[at] = value;
    return true;
  }

  put16(at: number, inLine: number, slot: number, pa: number, value: number, pc: number, left: number): boolean {
    const { halves, l1 } = this;
    if (this.journal.enabled && !this.tell(slot, pa, 2, value & 0xffff, halves[at], pc, left)) return false;
    const bits = 3 << inLine;
    if ((bits & ~l1.mask(slot)) !== 0) l1.keepBefore(slot, inLine, 2, bits);
    halves[at] = value;
    return true;
  }

  put32(at: number, inLine: number, slot: number, pa: number, value: number, pc: number, left: number): boolean {
    const { words, l1 } = this;
    if (this.journal.enabled && !this.tell(slot, pa, 4, value, words[at], pc, left)) return false;
    const bits = 15 << inLine;
    if ((bits & ~l1.mask(slot)) !== 0) l1.keepBefore(slot, inLine, 4, bits);
    words[at] = value;
    return true;
  }

  get inOneGo(): boolean {
    return !this.journal.isWatched('store');
  }

  begin(at: number, pc: number): boolean {
    if (this.journal.enabled && this.details[pc >> 2] < 0) return false;
    const { old, words } = this;
    for (let w = 0; w < old.length; w++) old[w] = words[(at >> 2) + w];
    return true;
  }

  stored(slot: number, inLine: number, pa: number, size: number, count: number, pc: number, left: number, stride: number): void {
    const { journal, l1, caches, oldBytes } = this;
    const at = l1.dataAt(slot) | inLine;
    if (journal.enabled) l1.setStored(slot, journal.addStoreRun(this.cycleBase - left, stride, caches.initiator, (pa | inLine) >>> 0, size, count, this.bytes, at, oldBytes, inLine, this.cause, this.details[pc >> 2]));
    const bits = size * count === LINE_BYTES ? -1 : ((1 << (size * count)) - 1) << inLine;
    l1.remember(slot, this.old, bits);
  }

  seekWrite(address: number, size: number, value: number, pc: number, left: number): number {
    if (this.findWrite(address)) return 0;
    return this.bring(true, address, size, value, pc, left) ? 1 : NOT_HERE;
  }

  /** The line of a load that may be done now becomes the one at hand. */
  findRead(address: number, size: number, pc: number, left: number): boolean {
    let h = this.find(address);
    if (h < 0 && this.bring(false, address, size, 0, pc, left)) {
      if (this.read.line === address >>> LINE_SHIFT) return true;
      h = this.find(address);
    }
    const slot = h < 0 ? 0 : this.slots[h];
    if (h < 0 || !this.agrees(slot)) return false;
    take(this.read, address, slot, this.l1.dataAt(slot), this.lines[h], this.shadows[h]);
    return true;
  }

  /** Nobody has to be told of loads from this line. */
  private agrees(slot: number): boolean {
    return !this.caches.checker || this.l1.agreed(slot) === this.bus.epoch;
  }

  /** A line that is not in L1 is fetched, and a store done; false: the slow way, nothing having been done. */
  private bring(write: boolean, address: number, size: number, value: number, pc: number, left: number): boolean {
    return this.open && (address & (size - 1)) === 0 && this.missing !== null && this.missing.miss(write, address >>> 0, size, value, pc, left);
  }

  /** The same of a store. */
  private findWrite(address: number): boolean {
    const h = this.storing ? this.find(address) : NOT_HERE;
    if (h < 0) return false;
    take(this.write, address, this.slots[h], this.l1.dataAt(this.slots[h]), this.lines[h], this.shadows[h]);
    this.l1.touch(this.slots[h]);
    return true;
  }

  /** Where in the table a line stands that is still in L1. */
  private find(address: number): number {
    const line = address >>> LINE_SHIFT;
    const h = placeOf(line);
    return this.tags[h] === line && this.open && this.l1.tags[this.slots[h]] === this.lines[h] ? h : NOT_HERE;
  }

  /** The journal's entry of a store; false: it has to be worked out the slow way what stands there. */
  private tell(slot: number, pa: number, size: number, value: number, old: number, pc: number, left: number): boolean {
    const detail = this.details[pc >> 2];
    if (detail < 0) return false;
    this.l1.setStored(slot, this.journal.addStore(this.cycleBase - left, this.caches.initiator, pa >>> 0, size, value, old, this.cause, detail));
    return true;
  }
}

function take(into: AtHand, address: number, slot: number, at: number, line: number, shadow: Uint8Array): void {
  into.line = address >>> LINE_SHIFT;
  into.slot = slot;
  into.at = at;
  into.pa = line << LINE_SHIFT;
  into.shadow = shadow;
}
