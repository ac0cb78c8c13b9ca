/**
 * The data caches between a processor and memory: one or two levels that hold real bytes. Physically addressed.
 *
 * The fast path, for whoever executes loads and stores (never across a line of 32 bytes):
 *   if (caches.hit(pa, cycle)) value = caches.loadHit(pa, size);           size 1, 2 or 4; the value is a signed 32-bit number
 *   if (caches.hitForStore(pa, cycle)) caches.storeHit(pa, size, value);   recording it in the journal is the caller's (or: `store`)
 * `loadHit` and `storeHit` work on the line that `hit` has just found, and may only follow it. A miss is an errand of
 * several bus transactions: give the access to `BusUnit.begin`, which asks `bringIn` what to do next.
 *
 * Not modelled: instruction caches, write and eviction buffers (a victim is written before the fill), speculation, lockdown.
 */
import type { Bus } from '../bus/bus';
import type { BusPort } from '../bus/channel';
import type { Clock, Cycle, PlainState, Stateful } from '../clock';
import type { EntryRef, Journal } from '../journal/journal';
import type { SparseMemory } from '../memory/sparse-memory';
import type { CacheConfig } from './geometry';
import { LINE_BYTES, LINE_SHIFT } from './geometry';
import { BEFORE, BYTES_OF, CacheLevel, DATA, FLAG, TO_BEFORE } from './level';

export type Maintenance = 'clean' | 'invalidate' | 'flush';

/** What must happen on the bus before a line can be used: nothing any more, a read of the line, or a write of another one. */
export type Errand = { readonly kind: 'done' } | { readonly kind: 'fill' } | WriteBack;

/** Valid until the next errand. */
export interface WriteBack {
  readonly kind: 'write-back';
  readonly line: number;
  /** The level's data, and which of their words the line begins with. */
  readonly words: Uint32Array;
  readonly at: number;
  /** Entry of the last store into the line; 0 = unknown. */
  readonly stored: EntryRef;
}

/** Carries lines over the bus at once, so that nothing has to be asked again. */
export interface LineCarrier {
  /** A line to memory. `stored`: entry of the last store into it; 0 = unknown. */
  writeBack(line: number, words: Uint32Array, at: number, stored: EntryRef): void;
  /** A line from memory to `words[at …]`. @returns the read in the journal. */
  fill(line: number, words: Uint32Array, at: number): EntryRef;
}

/** Something that a cache without coherence hides, told at the moment it does harm. */
export interface Incident {
  /** First byte of the line. */
  readonly line: number;
  /** The bytes concerned. */
  readonly address: number;
  readonly bytes: number;
  /** Bit n: byte n of the line. */
  readonly mask: number;
  /** The entry that gave memory the content that the cache does not know; 0 = unknown. */
  readonly hidden: EntryRef;
  /** When the line was filled, and last stored to. */
  readonly filled: EntryRef;
  readonly stored: EntryRef;
}

export interface CacheParts {
  readonly clock: Clock;
  readonly bus: Bus;
  readonly memory: SparseMemory;
  readonly journal: Journal;
}

const DONE: Errand = { kind: 'done' };
const FILL: Errand = { kind: 'fill' };
const LINE_WORDS = LINE_BYTES / 4;
const ALL = 0xffff_ffff;
/** Bits of so many bytes. */
const SPAN = [0, 1, 3, 7, 15];

export class CpuCaches implements Stateful {
  readonly name = 'caches';
  readonly l1: CacheLevel;
  readonly l2: CacheLevel | undefined;
  /** From the processor outwards. */
  readonly levels: readonly CacheLevel[];
  /** Look for stale reads; costs a comparison with memory whenever the bus has moved something. */
  checker = true;
  /** A load is about to answer bytes that memory no longer holds. Once for each fill. */
  onStaleRead: ((incident: Incident) => void) | undefined;
  /** A dirty line is about to be written over what another master has written since. */
  onDirtyOverDevice: ((incident: Incident) => void) | undefined;
  /** Another master writes or has written these bytes: what was taken out of a line to be written back is older. */
  onSnoopedWrite: ((address: number, bytes: number) => void) | undefined;
  /** Code of the processor in the journal, and for snoops that write its lines back; set by whom the caches belong to. */
  initiator = 0;
  /** Cycles that bringing the last line in took beside its bus transactions. */
  cycles = 0;
  private slot = 0;
  /** Where the line goes that is being brought in. */
  private victim = 0;
  private room = 0;
  private readonly bus: Bus;
  private readonly writesBack: boolean;
  private readonly memoryLine = new Uint8Array(LINE_BYTES);
  private readonly memoryWords = new Int32Array(this.memoryLine.buffer);
  private readonly memoryUnsigned = new Uint32Array(this.memoryLine.buffer);

  constructor(
    private readonly parts: CacheParts,
    readonly config: CacheConfig,
  ) {
    this.bus = parts.bus;
    this.writesBack = config.write === 'back';
    this.l1 = new CacheLevel(config.l1);
    this.l2 = config.l2 === undefined ? undefined : new CacheLevel(config.l2);
    this.levels = this.l2 === undefined ? [this.l1] : [this.l1, this.l2];
    parts.bus.onNewCount = () => {
      for (const level of this.levels) level.forgetAgreed();
    };
    if (config.snooped) parts.bus.snooper = this;
  }

  /** Does L1 hold the byte at `pa`? `cycle`: when, for code that runs ahead of the clock. */
  hit(pa: number, cycle?: Cycle): boolean {
    if (this.bus.moving) this.bus.settle((cycle ?? this.parts.clock.now) + 1);
    return (this.slot = this.l1.find(pa >>> LINE_SHIFT)) >= 0;
  }

  /** May a store to `pa` stay in L1? */
  hitForStore(pa: number, cycle?: Cycle): boolean {
    return this.writesBack && this.hit(pa, cycle);
  }

  /** The bytes at `pa` of the line just found, as a signed 32-bit number. */
  loadHit(pa: number, size: number): number {
    const { l1, slot } = this;
    if (this.checker && l1.agreed(slot) !== this.bus.epoch) this.compare(pa, size);
    const at = l1.dataAt(slot) + (pa & (LINE_BYTES - 1));
    if (size === 1) return l1.bytes[at];
    if (size === 4 && (at & 3) === 0) return l1.records[at >> 2];
    if (size === 2) return l1.bytes[at] | (l1.bytes[at + 1] << 8);
    return l1.bytes[at] | (l1.bytes[at + 1] << 8) | (l1.bytes[at + 2] << 16) | (l1.bytes[at + 3] << 24);
  }

  /** `loadHit` of `count` bytes from `pa` on, one by one; appended to `into`. */
  loadBytes(pa: number, count: number, into: number[]): void {
    const { l1, slot } = this;
    const at = l1.dataAt(slot) + (pa & (LINE_BYTES - 1));
    let known = !this.checker || l1.agreed(slot) === this.bus.epoch;
    for (let i = 0; i < count; i++) {
      if (!known) {
        this.compare(pa + i, 1);
        known = l1.agreed(slot) === this.bus.epoch;
      }
      into.push(l1.bytes[at + i]);
    }
  }

  /** Store into the line just found. */
  storeHit(pa: number, size: number, value: number): void {
    const { l1, slot } = this;
    const inLine = pa & (LINE_BYTES - 1);
    const bits = SPAN[size] << inLine;
    if ((bits & ~l1.mask(slot)) !== 0) l1.keepBefore(slot, inLine, size, bits);
    const at = l1.dataAt(slot) + inLine;
    if (size === 1) l1.bytes[at] = value;
    else if (size === 4 && (at & 3) === 0) l1.records[at >> 2] = value;
    else for (let i = 0; i < size; i++) l1.bytes[at + i] = value >>> (8 * i);
    l1.touch(slot);
  }

  /** `storeHit` with its journal entry. */
  store(pa: number, size: number, value: number, cause: EntryRef, detail: number): void {
    const old = this.peekHit(pa, size);
    const mask = size === 4 ? ALL : (1 << (8 * size)) - 1;
    const entry = this.parts.journal.addStore(this.parts.clock.now, this.initiator, pa, size, (value & mask) >>> 0, old >>> 0, cause, detail);
    if (entry !== 0) this.l1.setStored(this.slot, entry);
    this.storeHit(pa, size, value);
  }

  /** `count` bytes, from `data[from]` on, into the line just found, as one journal entry. */
  storeBytes(pa: number, count: number, data: ArrayLike<number>, from: number, cause: EntryRef, detail: number): void {
    const { l1, slot } = this;
    const inLine = pa & (LINE_BYTES - 1);
    const at = l1.dataAt(slot) + inLine;
    const entry = this.parts.journal.addStores(this.initiator, pa, count, data, from, l1.bytes, at, cause, detail);
    if (entry !== 0) l1.setStored(slot, entry);
    l1.keepBefore(slot, inLine, count, count === LINE_BYTES ? -1 : ((1 << count) - 1) << inLine);
    for (let i = 0; i < count; i++) l1.bytes[at + i] = data[from + i];
    l1.touch(slot);
  }

  /** A store that goes to memory as well (write-through, or what other levels hold): the copies here get the new bytes and stay as clean as they are. */
  patch(pa: number, data: ArrayLike<number>): void {
    for (let i = 0; i < data.length; ) {
      const line = (pa + i) >>> LINE_SHIFT;
      const inLine = (pa + i) & (LINE_BYTES - 1);
      const count = Math.min(data.length - i, LINE_BYTES - inLine);
      for (const level of this.levels) {
        const slot = level.find(line);
        if (slot < 0) continue;
        const at = level.dataAt(slot) + inLine;
        for (let n = 0; n < count; n++) level.bytes[at + n + TO_BEFORE] = level.bytes[at + n] = data[i + n];
        level.touch(slot);
      }
      i += count;
    }
  }

  /** Over bytes of memory, lay what the caches hold: the processor's view. `into[at]` is the byte at `pa`. */
  overlay(pa: number, into: Uint8Array, at: number, length: number): void {
    for (let i = 0; i < length; ) {
      const line = ((pa + i) >>> 0) >>> LINE_SHIFT;
      const inLine = (pa + i) & (LINE_BYTES - 1);
      const count = Math.min(length - i, LINE_BYTES - inLine);
      const found = this.nearest(line);
      if (found !== undefined) {
        const from = found.level.dataAt(found.slot) + inLine;
        into.set(found.level.bytes.subarray(from, from + count), at + i);
      }
      i += count;
    }
  }

  /** The level nearest to the processor that holds a line. */
  nearest(line: number): { readonly level: CacheLevel; readonly slot: number } | undefined {
    for (const level of this.levels) {
      const slot = level.find(line);
      if (slot >= 0) return { level, slot };
    }
    return undefined;
  }

  /** What to do next so that L1 gets `line`. Ask again after each errand; `done`: it is there. */
  bringIn(line: number): Errand {
    this.cycles = 0;
    return this.l1.find(line) >= 0 ? DONE : this.bringMissing(line);
  }

  /** Bring in a line that is known not to be in L1, at once. Then it is the line just found. Not where the bus snoops. */
  fetch(line: number, carrier: LineCarrier): void {
    const { l1, l2 } = this;
    if (this.bringMissing(line, carrier) === FILL) {
      const slot = l1.place(line, 0, this.bus.epoch, this.victim);
      l1.setFilled(slot, carrier.fill(line, l1.unsigned, l1.wordsAt(slot)));
      if (l2 !== undefined && !this.config.exclusive) l2.placeCopy(line, this.room, l1, slot);
    }
    this.slot = this.victim;
  }

  /** `bringIn` for a line that is known not to be in L1. With a `carrier`, what has to be written is written. */
  private bringMissing(line: number, carrier?: LineCarrier): Errand {
    const { l1, l2, config } = this;
    this.cycles = 0;
    const victim = (this.victim = l1.victim(line));
    if (l1.isDirty(victim) || (config.exclusive && l2 !== undefined && l1.tags[victim] !== -1)) {
      const blocked = l2 === undefined ? this.writeBack(l1, victim, carrier) : this.castOut(l2, victim, carrier);
      if (blocked !== undefined) return blocked;
    }
    if (l2 === undefined) return FILL;
    const slot = l2.find(line);
    if (slot >= 0) {
      this.cycles = config.l2Cycles;
      this.lift(l2, line, slot, victim);
      return DONE;
    }
    const room = (this.room = l2.victim(line));
    if (!config.exclusive && l2.isDirty(room)) return this.writeBack(l2, room, carrier) ?? FILL;
    return FILL;
  }

  /** The errand `fill` has brought the line's words; `entry`: the read in the journal. */
  filled(line: number, words: Uint32Array, entry: EntryRef): void {
    /** A coherent bus gives what is true at the end of the read. */
    if (this.config.snooped) {
      this.bus.settle(this.parts.clock.now + 1);
      this.parts.memory.readWords(line * LINE_BYTES, words, 0, LINE_WORDS);
    }
    this.place(this.l1, line, words, entry);
    if (this.l2 !== undefined && !this.config.exclusive) this.place(this.l2, line, words, entry);
  }

  private place(level: CacheLevel, line: number, words: Uint32Array, entry: EntryRef): void {
    const at = level.wordsAt(level.place(line, entry));
    for (let w = 0; w < LINE_WORDS; w++) level.unsigned[at + w] = words[w];
  }

  /** The errand `write-back` of this line is over. */
  writtenBack(line: number): void {
    const { l1, l2 } = this;
    const outer = l2?.find(line) ?? -1;
    if (l2 !== undefined && outer >= 0 && l2.mask(outer) !== 0) l2.clean(outer);
    else {
      const slot = l1.find(line);
      if (slot >= 0) l1.clean(slot);
    }
  }

  /** What to do next so that memory holds what the caches know of `line`. */
  cleanLine(line: number): Errand {
    const dirty = this.gather(line);
    return dirty === undefined ? DONE : this.writeBack(dirty.level, dirty.slot);
  }

  /** Where a line's dirty bytes are, brought together in the outermost level that holds it: no copy may stay older than memory. */
  private gather(line: number): { readonly level: CacheLevel; readonly slot: number } | undefined {
    const { l1, l2 } = this;
    const inner = l1.find(line);
    const outer = l2?.find(line) ?? -1;
    if (l2 === undefined || outer < 0) return inner >= 0 && l1.mask(inner) !== 0 ? { level: l1, slot: inner } : undefined;
    if (inner >= 0 && l1.mask(inner) !== 0) {
      l2.take(outer, l1, inner);
      l1.clean(inner);
    }
    return l2.mask(outer) !== 0 ? { level: l2, slot: outer } : undefined;
  }

  dropLine(line: number): void {
    for (const level of this.levels) {
      const slot = level.find(line);
      if (slot >= 0) level.drop(slot);
    }
  }

  /** Numbers of the lines of a range that any level holds, ascending. */
  resident(pa: number, bytes: number): number[] {
    if (bytes <= 0) return [];
    const first = pa >>> LINE_SHIFT;
    const last = Math.floor((pa + bytes - 1) / LINE_BYTES);
    const slots = this.levels.reduce((sum, level) => sum + level.slots, 0);
    if (last - first < slots) {
      const found: number[] = [];
      for (let line = first; line <= last; line++) if (this.nearest(line) !== undefined) found.push(line);
      return found;
    }
    const found = new Set<number>();
    for (const level of this.levels) for (const tag of level.tags) if (tag >= first && tag <= last) found.add(tag);
    return [...found].sort((a, b) => a - b);
  }

  /** Another master on a coherent bus reads or writes: dirty bytes go to memory; a write leaves no copies. */
  snoop(address: number, bytes: number, write: boolean, port: BusPort): void {
    if (port.initiator.code === this.initiator) return;
    for (const line of this.resident(address, bytes)) {
      const dirty = this.gather(line);
      if (dirty !== undefined) this.pushOut(dirty.level, dirty.slot);
      if (write) this.dropLine(line);
    }
    if (write) this.onSnoopedWrite?.(address, bytes);
  }

  /** Bytes of the line that a level holds and memory does not, and that no store explains: bit n = byte n. */
  staleMask(line: number, level: CacheLevel, slot: number): number {
    this.readMemoryLine(line);
    const outer = level === this.l1 && this.l2 !== undefined ? this.l2.find(line) : -1;
    const dirty = level.mask(slot) | (outer >= 0 ? (this.l2 as CacheLevel).mask(outer) : 0);
    return (this.differing(level, slot) & ~dirty) >>> 0;
  }

  /** Bytes in which a level's line and memory differ. */
  differsMask(line: number, level: CacheLevel, slot: number): number {
    this.readMemoryLine(line);
    return this.differing(level, slot) >>> 0;
  }

  save(): PlainState {
    return { levels: this.levels.map((level) => level.save()) };
  }

  load(state: PlainState): void {
    (state as { levels: PlainState[] }).levels.forEach((saved, i) => this.levels[i].load(saved));
  }

  /** Where in L1 the line lies that was just found. */
  get foundSlot(): number {
    return this.slot;
  }

  private peekHit(pa: number, size: number): number {
    const at = this.l1.dataAt(this.slot) + (pa & (LINE_BYTES - 1));
    const { bytes } = this.l1;
    let value = 0;
    for (let i = 0; i < size; i++) value |= bytes[at + i] << (8 * i);
    return value;
  }

  /** L1's line moves to L2. @returns what must be written first, when there is no room. */
  private castOut(l2: CacheLevel, slot: number, carrier?: LineCarrier): Errand | undefined {
    const { l1 } = this;
    const line = l1.tags[slot];
    let to = l2.find(line);
    if (to < 0) {
      const room = l2.victim(line);
      const blocked = l2.isDirty(room) ? this.writeBack(l2, room, carrier) : undefined;
      if (blocked !== undefined) return blocked;
      to = l2.place(line, l1.filled(slot), l1.agreed(slot), room);
    }
    l2.take(to, l1, slot);
    l1.evict(slot);
    return undefined;
  }

  /** L2 gives a line to L1: a copy, or the line itself. */
  private lift(l2: CacheLevel, line: number, from: number, slot: number): void {
    const { l1 } = this;
    l1.placeCopy(line, slot, l2, from);
    if (!this.config.exclusive) return;
    l1.take(slot, l2, from);
    l2.drop(from);
  }

  /** @returns undefined: a carrier has written it. */
  private writeBack(level: CacheLevel, slot: number): WriteBack;
  private writeBack(level: CacheLevel, slot: number, carrier: LineCarrier | undefined): WriteBack | undefined;
  private writeBack(level: CacheLevel, slot: number, carrier?: LineCarrier): WriteBack | undefined {
    const { bus, clock } = this.parts;
    if (bus.moving) bus.settle(clock.now + 1);
    const line = level.tags[slot];
    if (level.agreed(slot) !== bus.epoch && this.onDirtyOverDevice !== undefined) this.reportLoss(level, slot, line);
    if (carrier === undefined) return { kind: 'write-back', line, words: level.unsigned, at: level.wordsAt(slot), stored: level.stored(slot) };
    carrier.writeBack(line, level.unsigned, level.wordsAt(slot), level.stored(slot));
    level.clean(slot);
    return undefined;
  }

  /** Bytes that somebody changed in memory since the line was filled (or, stored to: since then) are lost now. */
  private reportLoss(level: CacheLevel, slot: number, line: number): void {
    this.readMemoryLine(line);
    const lost = this.changedUnder(level, slot, 0);
    if (lost !== 0) this.onDirtyOverDevice?.(this.incident(level, slot, line, lost >>> 0));
  }

  /** Bytes of which the memory line just read holds something else than a level remembers of it, `except` those that an outer level has stored. */
  private changedUnder(level: CacheLevel, slot: number, except: number): number {
    const { records } = level;
    const at = level.recordAt(slot);
    const mask = records[at];
    let changed = 0;
    for (let w = 0; w < LINE_WORDS; w++) {
      const stored = BYTES_OF[(mask >>> (4 * w)) & 15];
      const x = this.memoryWords[w] ^ ((records[at + BEFORE + w] & stored) | (records[at + DATA + w] & ~stored));
      if (x !== 0) for (let b = 0; b < 4; b++) if (((x >>> (8 * b)) & 0xff) !== 0) changed |= 1 << (4 * w + b);
    }
    return changed & ~except;
  }

  /** Does the line that is being read still agree with memory? */
  private compare(pa: number, size: number): void {
    const { l1, slot, parts } = this;
    const line = pa >>> LINE_SHIFT;
    const stale = this.staleMask(line, l1, slot);
    if (stale === 0) {
      const { epoch } = parts.bus;
      const outer = this.l2?.find(line) ?? -1;
      if (this.changedUnder(l1, slot, outer < 0 ? 0 : (this.l2 as CacheLevel).mask(outer)) === 0) l1.setAgreed(slot, epoch);
      if (outer >= 0 && this.l2 !== undefined && this.changedUnder(this.l2, outer, 0) === 0) this.l2.setAgreed(outer, epoch);
      return;
    }
    const read = (stale & (SPAN[size] << (pa & (LINE_BYTES - 1)))) >>> 0;
    if (read === 0 || (l1.flags(slot) & FLAG.told) !== 0 || this.onStaleRead === undefined) return;
    l1.setFlags(slot, FLAG.told);
    l1.touch(slot);
    this.onStaleRead(this.incident(l1, slot, line, read));
  }

  private incident(level: CacheLevel, slot: number, line: number, mask: number): Incident {
    const first = 31 - Math.clz32(mask & -mask);
    const last = 31 - Math.clz32(mask);
    const address = line * LINE_BYTES + first;
    const hidden = this.parts.journal.lastWriter(address, undefined, 'memory');
    return { line: line * LINE_BYTES, address, bytes: last - first + 1, mask, hidden, filled: level.filled(slot), stored: level.stored(slot) };
  }

  private readMemoryLine(line: number): void {
    this.parts.memory.readWords(line * LINE_BYTES, this.memoryUnsigned, 0, LINE_BYTES / 4);
  }

  private differing(level: CacheLevel, slot: number): number {
    const words = level.wordsAt(slot);
    let mask = 0;
    for (let w = 0; w < 8; w++) {
      const x = level.records[words + w] ^ this.memoryWords[w];
      if (x === 0) continue;
      for (let b = 0; b < 4; b++) if (((x >>> (8 * b)) & 0xff) !== 0) mask |= 1 << (4 * w + b);
    }
    return mask;
  }

  /** A snooped line's dirty bytes go to memory at once, as part of the other master's access. */
  private pushOut(level: CacheLevel, slot: number): void {
    const { memory, journal } = this.parts;
    const line = level.tags[slot];
    const at = level.dataAt(slot);
    this.readMemoryLine(line);
    const old = this.memoryLine.slice();
    const data = old.slice();
    for (let i = 0; i < LINE_BYTES; i++) if (((level.mask(slot) >>> i) & 1) !== 0) data[i] = level.bytes[at + i];
    const entry = journal.addRun(true, this.initiator, line * LINE_BYTES, 0, 1, LINE_BYTES, false, 0, 0, level.stored(slot), journal.text('write back (another master asks for the line)'));
    if (entry !== 0) {
      const payload = journal.runPayload(entry);
      payload.bytes.set(data, payload.at);
      payload.bytes.set(old, payload.at + payload.room);
      journal.runMoved(entry, LINE_BYTES);
    }
    memory.write(line * LINE_BYTES, data, 0, LINE_BYTES);
    level.clean(slot);
  }
}
