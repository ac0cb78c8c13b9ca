/**
 * The journal: what happened, in order, with cycle, initiator, old and new value, and cause. Struct of arrays in
 * chunks; entry 0 is power-on, so 0 also means "no entry". A bus run (up to 65,535 beats one after another) is one
 * entry whose beats can be told exactly: address, cycle and data of each follow from the columns and the payload.
 */
import type { Clock, Cycle, PlainState, Stateful } from '../clock';
import { CHUNK_BITS, CHUNK_ENTRIES, fold, JournalChunk, runDataBytes, SHAPE, WrittenCollector } from './chunk';
import { ENTRY_KINDS, KIND } from './entry-kinds';
import type { EntryKind } from './entry-kinds';
import { hashColumns, hashText } from './hash';
import { GrowingRun } from './growing-run';
import { Payload } from './payload';
import type { RunPayload } from './payload';
import { lastIn, markEntries, markRest, MOST_OPEN, plannedBytes } from './writers';

/** Index of an entry; 0 where there is none. */
export type EntryRef = number;

/** Asked about entries of watched kinds while they happen (also when nothing is recorded). No side effects on the lab. */
export type Watcher = (kind: number, initiator: number, address: number, value: number) => boolean;

export type InitiatorKind = 'cpu' | 'dma' | 'device' | 'user' | 'loader' | 'board';

export interface Initiator {
  readonly code: number;
  readonly name: string;
  readonly kind: InitiatorKind;
}

/** An entry decoded for a reader. Numbers are unsigned. */
export interface EntryView {
  readonly index: EntryRef;
  readonly at: Cycle;
  readonly kind: EntryKind;
  readonly initiator: string;
  readonly address: number;
  readonly value: number;
  readonly old: number;
  readonly cause: EntryRef;
  readonly detail: number;
  /** Bus runs only. */
  readonly run?: RunView;
  /** Kinds whose value is a text. */
  readonly text?: string;
}

export interface RunView {
  readonly beats: number;
  readonly beatBytes: number;
  readonly firstBytes: number;
  readonly fixed: boolean;
  readonly error: boolean;
  /** Cycle of the first beat. */
  readonly from: Cycle;
  readonly stride: number;
  /** Data moved so far. */
  readonly data: Uint8Array;
  /** Writes: what stood there before. */
  readonly before?: Uint8Array;
}

const TEXT_KINDS = new Set<EntryKind>(['log', 'syscall', 'call', 'handler', 'task', 'input', 'fault', 'request', 'softirq', 'prepare', 'submit', 'issue', 'callback', 'wake']);

export class Journal implements Stateful {
  readonly name = 'journal';
  /** When false nothing is recorded and `add` answers 0. */
  enabled = true;
  /** Entries ever made by `addStore`, those that were cut off again included. */
  stores = 0;
  /** The stores that joined one of them. */
  get joined(): number {
    return this.growing.joined;
  }
  private length_ = 0;
  private readonly chunks: JournalChunk[] = [];
  private current = new JournalChunk();
  private readonly payload = new Payload();
  private readonly growing = new GrowingRun(this.payload);
  private readonly collector = new WrittenCollector();
  /** For each page the full chunks that wrote it, ascending. */
  private readonly pageChunks = new Map<number, number[]>();
  private readonly initiators: Initiator[] = [];
  private readonly texts: string[] = [''];
  /** What `texts` and `textIds` take, roughly. */
  private textBytes = 0;
  private readonly textIds = new Map<string, number>([['', 0]]);
  /** Bit n set: `watcher` is asked about each entry of kind n. */
  private watched = 0;
  private watcher: Watcher | undefined;

  constructor(private readonly clock: Clock) {
    this.chunks.push(this.current);
    this.add(KIND['power-on'], 0, 0, 0, 0, 0, 0);
  }

  get length(): number {
    return this.length_;
  }

  /** Bytes of memory that entries, payload and indexes take. */
  get bytes(): number {
    let index = 0;
    for (const chunk of this.chunks) index += chunk.written?.bytes ?? 0;
    return this.length_ * 36 + this.payload.length + index + this.textBytes;
  }

  initiator(name: string, kind: InitiatorKind): Initiator {
    const initiator = { code: this.initiators.length, name, kind };
    if (initiator.code > 255) throw new Error('a lab has at most 256 initiators');
    this.initiators.push(initiator);
    return initiator;
  }

  get initiatorList(): readonly Initiator[] {
    return this.initiators;
  }

  /** Number of `text`, the same for the same text; 0 while nothing is recorded: what is watched must not show in the state. */
  text(text: string): number {
    if (!this.enabled) return 0;
    let id = this.textIds.get(text);
    if (id === undefined) {
      id = this.texts.length;
      this.texts.push(text);
      this.textBytes += bytesOfText(text);
      this.textIds.set(text, id);
    }
    return id;
  }

  textOf(id: number): string {
    return this.texts[id] ?? '';
  }

  /** While set, an entry of one of `kinds` for which `watcher` answers true ends the clock's run behind its cycle. */
  watch(kinds: readonly EntryKind[], watcher: Watcher = () => true): void {
    this.watched = 0;
    for (const kind of kinds) this.watched |= 1 << KIND[kind];
    this.watcher = watcher;
  }

  /** Somebody wants to hear of each entry, recorded or not. */
  get observed(): boolean {
    return this.enabled || this.watched !== 0;
  }

  isWatched(kind: EntryKind): boolean {
    return (this.watched & (1 << KIND[kind])) !== 0;
  }

  unwatch(): void {
    this.watched = 0;
  }

  /** Record that something happened in the present cycle. Hot: no allocation. */
  add(kind: number, initiator: number, address: number, value: number, old: number, cause: EntryRef, detail: number): EntryRef {
    if ((this.watched & (1 << kind)) !== 0 && (this.watcher as Watcher)(kind, initiator, address, value)) this.clock.stopAfterThisCycle();
    if (!this.enabled) return 0;
    const index = this.length_;
    const i = index & (CHUNK_ENTRIES - 1);
    if (i === 0 && index !== 0) this.nextChunk();
    const chunk = this.current;
    chunk.at[i] = this.clock.now;
    chunk.kind[i] = kind;
    chunk.initiator[i] = initiator;
    chunk.address[i] = address;
    chunk.value[i] = value;
    chunk.old[i] = old;
    chunk.cause[i] = cause;
    chunk.detail[i] = detail;
    this.length_ = index + 1;
    return index;
  }

  /**
   * Open a bus run of at most `beats` beats; `runMoved` then tells how many have come.
   * @param sizeLog2 log2 of the beat's bytes. @param first bytes of the first beat. @param fixed address stays.
   */
  addRun(write: boolean, initiator: number, address: number, sizeLog2: number, first: number, beats: number, fixed: boolean, stride: number, setup: number, cause: EntryRef, detail: number): EntryRef {
    return this.open(write ? KIND.write : KIND.read, initiator, address, sizeLog2, first, beats, fixed, stride, setup, cause, detail);
  }

  /**
   * A processor's store of 1, 2 or 4 bytes that stays in its cache, in cycle `at`. Hot: no allocation, and columns that
   * stay 0 are not written. Stores of a loop (beside each other in a line, from the same place, so many cycles apart) are one run.
   */
  addStore(at: Cycle, initiator: number, address: number, bytes: number, value: number, old: number, cause: EntryRef, detail: number): EntryRef {
    if ((this.watched & (1 << KIND.store)) !== 0) this.askAt(at, initiator, address, value);
    if (!this.enabled) return 0;
    const { growing } = this;
    if (address === growing.next && growing.index === this.length_ - 1 && growing.joins(at, initiator, bytes, cause, detail)) {
      growing.join(value, old);
      return growing.index;
    }
    const index = this.length_;
    const i = index & (CHUNK_ENTRIES - 1);
    if (i === 0 && index !== 0) this.nextChunk();
    const chunk = this.current;
    chunk.at[i] = at;
    chunk.kind[i] = STORE;
    chunk.initiator[i] = initiator;
    chunk.address[i] = address;
    chunk.value[i] = value;
    chunk.old[i] = old;
    chunk.cause[i] = cause;
    chunk.detail[i] = detail;
    chunk.first[i] = bytes;
    chunk.beats[i] = 1;
    chunk.shape[i] = (bytes >> 1) | SHAPE.inline;
    this.length_ = index + 1;
    this.stores++;
    growing.begin(chunk, index, 1);
    return index;
  }

  /**
   * What `count` times `addStore` comes to, for stores of `size` bytes beside each other in a line, `stride` cycles apart,
   * that nobody watches. @param data the new bytes from `from` on. @param before the old ones from `beforeFrom` on.
   * @returns the entry of the last.
   */
  addStoreRun(at: Cycle, stride: number, initiator: number, address: number, size: number, count: number, data: Uint8Array, from: number, before: Uint8Array, beforeFrom: number, cause: EntryRef, detail: number): EntryRef {
    const { growing } = this;
    let entry = 0;
    for (let i = 0; i < count; ) {
      const offset = i * size;
      entry = this.addStore(at + i * stride, initiator, address + offset, size, fold(data, from + offset, size), fold(before, beforeFrom + offset, size), cause, detail);
      i++;
      if (i < count && growing.index === entry && growing.goesOn(at + i * stride, stride)) {
        growing.joinMany(count - i, data, from + i * size, before, beforeFrom + i * size);
        i = count;
      }
    }
    return entry;
  }

  /** Ask the watcher about a store in cycle `at`. */
  private askAt(at: Cycle, initiator: number, address: number, value: number): void {
    if ((this.watcher as Watcher)(STORE, initiator, address, value)) this.clock.stopAfterThisCycle(at);
  }

  /** `addStore` in the present cycle for `count` bytes, from `data[from]` on: single-byte beats of one cycle, all moved. */
  addStores(initiator: number, address: number, count: number, data: ArrayLike<number>, from: number, before: ArrayLike<number>, beforeFrom: number, cause: EntryRef, detail: number): EntryRef {
    const index = this.open(STORE, initiator, address, 0, 1, count, false, 0, 0, cause, detail);
    if (index === 0) return 0;
    if (this.runIsInline(index)) this.runInline(index, fold(data, from, count), fold(before, beforeFrom, count));
    else {
      const { bytes, at, room } = this.runPayload(index);
      for (let i = 0; i < count; i++) bytes[at + i] = data[from + i];
      for (let i = 0; i < count; i++) bytes[at + room + i] = before[beforeFrom + i];
    }
    this.runMoved(index, count);
    return index;
  }

  /**
   * A run of `beats` words in cycle `at`, all moved; the caller fills in its payload (`runPayload`). At least two words.
   * What `addRun` and `runMoved` come to.
   */
  addWords(at: Cycle, write: boolean, initiator: number, address: number, beats: number, stride: number, setup: number, cause: EntryRef, detail: number): EntryRef {
    const kind = write ? KIND.write : KIND.read;
    if ((this.watched & (1 << kind)) !== 0 && (this.watcher as Watcher)(kind, initiator, address, 0)) this.clock.stopAfterThisCycle(at);
    if (!this.enabled) return 0;
    const index = this.length_;
    const i = index & (CHUNK_ENTRIES - 1);
    if (i === 0 && index !== 0) this.nextChunk();
    const chunk = this.current;
    const bytes = 4 * beats;
    chunk.at[i] = at;
    chunk.kind[i] = kind;
    chunk.initiator[i] = initiator;
    chunk.address[i] = address;
    chunk.value[i] = this.payload.allocate(write ? 2 * bytes : bytes);
    chunk.old[i] = bytes;
    chunk.cause[i] = cause;
    chunk.detail[i] = detail;
    chunk.first[i] = 4;
    chunk.stride[i] = stride;
    chunk.setup[i] = setup;
    chunk.beats[i] = beats;
    chunk.shape[i] = 2;
    this.length_ = index + 1;
    return index;
  }

  private open(kind: number, initiator: number, address: number, sizeLog2: number, first: number, beats: number, fixed: boolean, stride: number, setup: number, cause: EntryRef, detail: number): EntryRef {
    if ((this.watched & (1 << kind)) !== 0 && (this.watcher as Watcher)(kind, initiator, address, 0)) this.clock.stopAfterThisCycle();
    if (!this.enabled) return 0;
    const index = this.length_;
    const i = index & (CHUNK_ENTRIES - 1);
    if (i === 0 && index !== 0) this.nextChunk();
    const chunk = this.current;
    const data = fixed ? first * beats : first + (beats - 1) * (1 << sizeLog2);
    const inline = data <= 4;
    chunk.at[i] = this.clock.now;
    chunk.kind[i] = kind;
    chunk.initiator[i] = initiator;
    chunk.address[i] = address;
    chunk.cause[i] = cause;
    chunk.detail[i] = detail;
    chunk.first[i] = first;
    chunk.stride[i] = stride;
    chunk.setup[i] = setup;
    chunk.beats[i] = 0;
    chunk.value[i] = inline ? 0 : this.payload.allocate(kind === KIND.read ? data : 2 * data);
    /** Room of the whole run, so that "before" lies behind "after" at a place that does not move. */
    chunk.old[i] = inline ? 0 : data;
    chunk.shape[i] = sizeLog2 | (fixed ? SHAPE.fixed : 0) | (inline ? SHAPE.inline : 0);
    this.length_ = index + 1;
    return index;
  }

  /** All `beats` of run `index`, which is not inline, have come: where the caller puts their data, as `runPayload` tells. */
  wholeRun(index: EntryRef, beats: number): RunPayload {
    const chunk = this.chunks[index >>> CHUNK_BITS];
    const i = index & (CHUNK_ENTRIES - 1);
    chunk.beats[i] = beats;
    return this.payload.at(chunk.value[i], chunk.old[i]);
  }

  /** Where the payload of run `index` lies: `bytes[at …]`; the bytes before a write follow `room` bytes behind. Valid until the next allocation. */
  runPayload(index: EntryRef): RunPayload {
    const chunk = this.chunkOf(index);
    const i = index & (CHUNK_ENTRIES - 1);
    return this.payload.at(chunk.value[i], chunk.old[i]);
  }

  runIsInline(index: EntryRef): boolean {
    return (this.chunkOf(index).shape[index & (CHUNK_ENTRIES - 1)] & SHAPE.inline) !== 0;
  }

  /** `beats` beats of run `index` have come so far. */
  runMoved(index: EntryRef, beats: number): void {
    this.chunkOf(index).beats[index & (CHUNK_ENTRIES - 1)] = beats;
  }

  /** A run of at most 4 bytes: its data as little-endian numbers. */
  runInline(index: EntryRef, value: number, old: number): void {
    const chunk = this.chunkOf(index);
    chunk.value[index & (CHUNK_ENTRIES - 1)] = value;
    chunk.old[index & (CHUNK_ENTRIES - 1)] = old;
  }

  runFailed(index: EntryRef): void {
    this.chunkOf(index).shape[index & (CHUNK_ENTRIES - 1)] |= SHAPE.error;
  }

  /** After a restore: only `beats` beats of run `index` are true; forget the data of later ones. */
  trimRun(index: EntryRef, beats: number): void {
    const chunk = this.chunkOf(index);
    const i = index & (CHUNK_ENTRIES - 1);
    chunk.beats[i] = beats;
    const kept = runDataBytes(chunk, i, beats);
    if ((chunk.shape[i] & SHAPE.inline) !== 0) {
      const mask = kept >= 4 ? 0xffffffff : (1 << (8 * kept)) - 1;
      chunk.value[i] &= mask;
      chunk.old[i] &= mask;
      return;
    }
    const { bytes, at, room } = this.runPayload(index);
    bytes.fill(0, at + kept, at + room);
    if (chunk.kind[i] !== KIND.read) bytes.fill(0, at + room + kept, at + 2 * room);
  }

  /** The bytes that a bus run covered, or the word that another entry is about. */
  rangeOf(index: EntryRef): { readonly address: number; readonly bytes: number } {
    const { address, run } = this.entry(index);
    return { address, bytes: run === undefined ? 4 : run.firstBytes + (run.fixed ? 0 : Math.max(0, run.beats - 1) * run.beatBytes) };
  }

  /**
   * The newest entry before `before` that gave byte `address` its value; 0 = none.
   * @param where 'memory': leave out stores that stayed in a cache.
   */
  lastWriter(address: number, before = this.length_, where: 'anywhere' | 'memory' = 'anywhere'): EntryRef {
    const stores = where === 'anywhere';
    const newest = (before - 1) >>> CHUNK_BITS;
    if (this.chunks[newest].written === undefined) {
      const found = lastIn(this.chunks[newest], (before - 1) & (CHUNK_ENTRIES - 1), address, stores);
      if (found >= 0) return newest * CHUNK_ENTRIES + found;
    }
    const candidates = this.pageChunks.get(address >>> 12) ?? [];
    for (let i = candidates.length - 1; i >= 0; i--) {
      const c = candidates[i];
      if (c > newest || !this.chunks[c].written?.has(address)) continue;
      const last = c === newest ? (before - 1) & (CHUNK_ENTRIES - 1) : CHUNK_ENTRIES - 1;
      const found = lastIn(this.chunks[c], last, address, stores);
      if (found >= 0) return c * CHUNK_ENTRIES + found;
    }
    return 0;
  }

  /**
   * Which bytes of a range were written in cycle `cycle` or later: `into[i]` is 1 for `address + i`.
   * Bus runs that are still open in a full chunk count with all the room they have.
   */
  markWritten(address: number, length: number, cycle: Cycle, into: Uint8Array): void {
    const since = this.firstAt(cycle);
    if (cycle > 0) for (let index = since - 1; index > 0 && index >= since - MOST_OPEN; index--) markRest(this.chunkOf(index), index & (CHUNK_ENTRIES - 1), cycle, address, length, into);
    if (length === 0 || since >= this.length_) return;
    const first = Math.max(1, since) >>> CHUNK_BITS;
    const newest = this.chunks.length - 1;
    let missing = length;
    for (let i = 0; i < length; i++) missing -= into[i];
    for (const c of newest === first ? [newest] : [newest, first]) missing -= markEntries(this.chunks[c], c === first ? Math.max(1, since) - c * CHUNK_ENTRIES : 0, Math.min(CHUNK_ENTRIES, this.length_ - c * CHUNK_ENTRIES), address, length, into);
    for (let at = address; at < address + length; ) {
      const line = Math.min(64 - (at & 63), address + length - at);
      const chunks = this.pageChunks.get(at >>> 12) ?? [];
      for (let i = chunks.length - 1; i >= 0 && chunks[i] > first && missing > 0; i--) if (chunks[i] < newest) missing -= this.chunks[chunks[i]].written?.mark(at, line, into, at - address) ?? 0;
      at += line;
    }
  }

  /** The newest entry before `before` of `kind` (by `initiator` when >= 0); 0 = none. */
  lastOf(kind: EntryKind, before = this.length_, initiator = -1): EntryRef {
    const code = KIND[kind];
    for (let index = before - 1; index > 0; index--) {
      const chunk = this.chunkOf(index);
      const i = index & (CHUNK_ENTRIES - 1);
      if (chunk.kind[i] === code && (initiator < 0 || chunk.initiator[i] === initiator)) return index;
    }
    return 0;
  }

  /** The first entry at or after `cycle`. Entries are in order of their cycles. */
  firstAt(cycle: Cycle): EntryRef {
    let from = 0;
    let to = this.length_;
    while (from < to) {
      const middle = Math.floor((from + to) / 2);
      if (this.chunkOf(middle).at[middle & (CHUNK_ENTRIES - 1)] < cycle) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  chunkOf(index: EntryRef): JournalChunk {
    return this.chunks[index >>> CHUNK_BITS];
  }

  /** The entry, decoded. @throws RangeError when there is no such entry. */
  entry(index: EntryRef): EntryView {
    if (!(index >= 0 && index < this.length_)) throw new RangeError(`journal has entries 0 to ${this.length_ - 1}, not ${index}`);
    const chunk = this.chunkOf(index);
    const i = index & (CHUNK_ENTRIES - 1);
    const kind = ENTRY_KINDS[chunk.kind[i]].kind;
    const isRun = kind === 'read' || kind === 'write' || kind === 'store';
    return {
      index,
      at: chunk.at[i],
      kind,
      initiator: this.initiators[chunk.initiator[i]]?.name ?? '',
      address: chunk.address[i],
      value: isRun && (chunk.shape[i] & SHAPE.inline) === 0 ? 0 : chunk.value[i],
      old: isRun && (chunk.shape[i] & SHAPE.inline) === 0 ? 0 : chunk.old[i],
      cause: chunk.cause[i],
      detail: chunk.detail[i],
      ...(isRun ? { run: this.runView(chunk, i, index) } : {}),
      ...(TEXT_KINDS.has(kind) ? { text: this.textOf(chunk.value[i]) } : {}),
    };
  }

  /** From an entry back to what began it, newest first. */
  causes(index: EntryRef): EntryView[] {
    const chain: EntryView[] = [];
    for (let at = index; at !== 0 && at < this.length_; ) {
      const entry = this.entry(at);
      chain.push(entry);
      if (entry.cause >= at) break;
      at = entry.cause;
    }
    return chain;
  }

  /** Sixteen hexadecimal digits over all entries, their data and texts: equal journals, equal hash. */
  hash(): string {
    const state: [number, number] = [0x811c9dc5, 0x1b873593];
    for (let c = 0; c < this.chunks.length; c++) {
      const chunk = this.chunks[c];
      const count = Math.min(CHUNK_ENTRIES, this.length_ - c * CHUNK_ENTRIES);
      const sealed = count === CHUNK_ENTRIES && c < this.chunks.length - 1;
      const part = chunk.hash ?? hashColumns(chunk.columns(), count);
      if (sealed) chunk.hash = part;
      hashText(state, `${part[0]},${part[1]};`);
    }
    this.payload.hashInto(state);
    for (const text of this.texts) hashText(state, text + '\n');
    return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }

  save(): PlainState {
    const { growing } = this;
    return { length: this.length_, payload: this.payload.length, texts: this.texts.length, stores: growing.index === this.length_ - 1 ? growing.beats : 0 };
  }

  /** Cut back to a saved state: what came later is forgotten. */
  load(state: PlainState): void {
    const { length, payload, texts, stores } = state as { length: number; payload: number; texts: number; stores: number };
    if (length > this.length_) throw new RangeError('a journal can only be cut back to an earlier length');
    const kept = Math.max(1, Math.ceil(length / CHUNK_ENTRIES));
    for (let c = this.chunks.length - 1; c >= kept - 1; c--) for (const page of this.chunks[c].written?.pages() ?? []) this.pageChunks.get(page)?.pop();
    this.chunks.length = kept;
    this.current = this.chunks[this.chunks.length - 1];
    this.current.written = undefined;
    this.current.summary = undefined;
    this.current.hash = undefined;
    for (const column of this.current.columns()) column.fill(0, length - (kept - 1) * CHUNK_ENTRIES);
    this.length_ = length;
    this.growing.forget();
    if (stores > 0) this.growing.shrink(this.current, length - 1, stores);
    this.payload.cut(payload);
    while (this.texts.length > texts) {
      const text = this.texts.pop() as string;
      this.textIds.delete(text);
      this.textBytes -= bytesOfText(text);
    }
  }

  private runView(chunk: JournalChunk, i: number, index: EntryRef): RunView {
    const beats = chunk.beats[i];
    const moved = runDataBytes(chunk, i, beats);
    const write = chunk.kind[i] !== KIND.read;
    let data: Uint8Array;
    let before: Uint8Array | undefined;
    if ((chunk.shape[i] & SHAPE.inline) !== 0) {
      data = littleEndian(chunk.value[i], moved);
      if (write) before = littleEndian(chunk.old[i], moved);
    } else {
      const { bytes, at, room } = this.runPayload(index);
      data = bytes.slice(at, at + moved);
      if (write) before = bytes.slice(at + room, at + room + moved);
    }
    return {
      beats,
      beatBytes: 1 << (chunk.shape[i] & SHAPE.sizeMask),
      firstBytes: chunk.first[i],
      fixed: (chunk.shape[i] & SHAPE.fixed) !== 0,
      error: (chunk.shape[i] & SHAPE.error) !== 0,
      from: chunk.at[i] + chunk.setup[i],
      stride: chunk.stride[i],
      data,
      ...(before === undefined ? {} : { before }),
    };
  }

  private nextChunk(): void {
    const full = this.current;
    const { kind, address, shape, beats } = full;
    /** Stores mostly lie beside each other, and so do registers: those of 32 bytes are told together. */
    let line = 0;
    let bits = 0;
    let registers = 0;
    let registerBits = 0;
    for (let i = 0; i < CHUNK_ENTRIES; i++) {
      if (kind[i] === STORE && shape[i] === SHAPE.inline && beats[i] === 1) {
        if (address[i] >>> 5 !== line) {
          this.collector.addBits(line, bits);
          line = address[i] >>> 5;
          bits = 0;
        }
        bits |= 1 << (address[i] & 31);
      } else if (kind[i] === KIND.register && (address[i] & 3) === 0) {
        if (address[i] >>> 5 !== registers) {
          this.collector.addBits(registers, registerBits);
          registers = address[i] >>> 5;
          registerBits = 0;
        }
        registerBits |= 0xf << (address[i] & 31);
      } else if (kind[i] === KIND.register) this.collector.add(address[i], 4);
      else if (kind[i] === KIND.write || kind[i] === STORE) this.collector.add(address[i], plannedBytes(full, i));
    }
    this.collector.addBits(line, bits);
    this.collector.addBits(registers, registerBits);
    full.written = this.collector.finish();
    const number = this.chunks.length - 1;
    for (const page of full.written.pages()) {
      const chunks = this.pageChunks.get(page);
      if (chunks === undefined) this.pageChunks.set(page, [number]);
      else chunks.push(number);
    }
    this.current = new JournalChunk();
    this.chunks.push(this.current);
  }
}

const STORE = KIND.store;

function littleEndian(value: number, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => value >>> (8 * i));
}

/** Of the text, and of its places in list and map. */
const bytesOfText = (text: string): number => text.length + 80;
