/** Beats on their way: data between a master's buffer and memory or registers, and into the journal. When, is for the bus to say. */
import type { EntryRef, Journal } from '../journal/journal';
import type { SparseMemory } from '../memory/sparse-memory';
import type { Region } from './address-map';
import type { Channel } from './channel';
import type { Transaction } from './transaction';

export class Beats {
  constructor(
    private readonly memory: SparseMemory,
    private readonly journal: Journal,
  ) {}

  /** The beats of `channel` from the `from`-th up to the `upTo`-th. */
  move(channel: Channel, from: number, upTo: number): void {
    const t = channel.transaction;
    if (t.response !== 'okay') {
      if (channel.direction === 'read') t.data.fill(0, 0, channel.dataBytes);
    } else if (channel.mmio) this.moveMmio(channel, t, from, upTo);
    else if (t.fixed) for (let beat = from; beat < upTo; beat++) this.moveRam(channel, t, t.address + channel.shift, beat * channel.firstBytes, channel.firstBytes);
    else {
      const first = channel.firstBytes;
      const begin = from === 0 ? 0 : first + ((from - 1) << t.sizeLog2);
      this.moveRam(channel, t, (t.address + channel.shift + begin) >>> 0, begin, first + ((upTo - 1) << t.sizeLog2) - begin);
    }
    if (t.entry !== 0) this.journal.runMoved(t.entry, upTo);
  }

  /**
   * `move` for what most bursts are: recorded, not begun, several whole words of RAM within a page. Each word is looked
   * at once, on its way to where it goes and into the journal.
   * @returns false when the burst is another one.
   */
  moveWhole(channel: Channel, t: Transaction): boolean {
    const { entry, words, beats } = t;
    const { dataBytes: length } = channel;
    const address = t.address + channel.shift;
    if (entry === 0 || channel.done > 0 || channel.mmio || t.fixed || t.response !== 'okay') return false;
    if (((address | length) & 3) !== 0 || length <= 4 || (address & 0xfff) + length > 4096 || words.length === 0) return false;
    const count = length >> 2;
    const payload = this.journal.wholeRun(entry, beats);
    const to = payload.at >> 2;
    if (channel.write) this.memory.exchangeWords(address, words, 0, payload.words, to, to + count, count);
    else this.memory.readWordsTwice(address, words, 0, payload.words, to, count);
    return true;
  }

  /** A line of a cache, whole words within a page: from or to `words[at …]`. `t.entry` is its run. */
  moveLine(write: boolean, t: Transaction, words: Uint32Array, at: number): void {
    const { memory } = this;
    const { address, beats, entry } = t;
    if (entry === 0) {
      if (write) memory.writeWords(address, words, at, beats);
      else memory.readWords(address, words, at, beats);
      return;
    }
    const payload = this.journal.runPayload(entry);
    const to = payload.at >> 2;
    if (write) memory.exchangeWords(address, words, at, payload.words, to, to + (payload.room >> 2), beats);
    else memory.readWordsTwice(address, words, at, payload.words, to, beats);
  }

  private moveRam(channel: Channel, t: Transaction, address: number, at: number, length: number): void {
    const read = channel.direction === 'read';
    /** Whole words inside one page. */
    const byWords = ((address | at | length) & 3) === 0 && (address & 0xfff) + length <= 4096 && t.words.length > 0;
    if (t.entry !== 0) {
      if (this.journal.runIsInline(t.entry)) {
        this.moveInline(t, read, address, at, length);
        return;
      }
      if (!read) this.keepBefore(t.entry, address, at, length, byWords);
    }
    if (byWords) {
      if (read) this.memory.readWords(address, t.words, at >> 2, length >> 2);
      else this.memory.writeWords(address, t.words, at >> 2, length >> 2);
    } else if (read) this.memory.read(address, t.data, at, length);
    else this.memory.write(address, t.data, at, length);
    if (t.entry !== 0) this.keepData(t, at, length, byWords);
  }

  private moveInline(t: Transaction, read: boolean, address: number, at: number, length: number): void {
    if (read) {
      this.memory.read(address, t.data, at, length);
      this.journal.runInline(t.entry, fold(t.data, at + length), 0);
      return;
    }
    const before = at === 0 ? 0 : this.journal.entry(t.entry).old;
    const old = littleEndian(this.memory, address, length);
    this.memory.write(address, t.data, at, length);
    this.journal.runInline(t.entry, fold(t.data, at + length), (before | (old << (8 * at))) >>> 0);
  }

  private keepBefore(entry: EntryRef, address: number, at: number, length: number, byWords: boolean): void {
    const payload = this.journal.runPayload(entry);
    const to = payload.at + payload.room + at;
    if (byWords && (to & 3) === 0) this.memory.readWords(address, payload.words, to >> 2, length >> 2);
    else this.memory.read(address, payload.bytes, to, length);
  }

  private keepData(t: Transaction, at: number, length: number, byWords: boolean): void {
    const { bytes, words, at: base } = this.journal.runPayload(t.entry);
    if (byWords && (base & 3) === 0) {
      const to = (base + at) >> 2;
      const from = at >> 2;
      for (let i = 0; i < length >> 2; i++) words[to + i] = t.words[from + i];
    } else for (let i = 0; i < length; i++) bytes[base + at + i] = t.data[at + i];
  }

  private moveMmio(channel: Channel, t: Transaction, from: number, upTo: number): void {
    const region = channel.region as Region;
    if (region.kind !== 'mmio') return;
    const size = 1 << t.sizeLog2;
    for (let beat = from; beat < upTo; beat++) {
      const bytes = beat === 0 || t.fixed ? channel.firstBytes : size;
      const at = beat === 0 ? 0 : t.fixed ? beat * channel.firstBytes : channel.firstBytes + (beat - 1) * size;
      const address = t.address + channel.shift + (t.fixed ? 0 : at);
      for (let part = 0; part < bytes; part += 4) {
        const length = Math.min(4, bytes - part);
        const offset = address - region.base + part;
        if (channel.direction === 'read') unfold(t.data, at + part, length, region.target.read(offset, length, t.entry));
        else {
          const before = region.target.peek(offset, length);
          const value = fold(t.data.subarray(at + part, at + part + length), length);
          this.recordMmioWrite(t, at + part, length, value, before);
          region.target.write(offset, length, value, t.entry);
        }
      }
      if (channel.direction === 'read') this.recordMmioRead(t, at, bytes);
    }
  }

  private recordMmioWrite(t: Transaction, at: number, length: number, value: number, before: number): void {
    if (t.entry === 0) return;
    if (this.journal.runIsInline(t.entry)) {
      const sofar = this.journal.entry(t.entry);
      this.journal.runInline(t.entry, (sofar.value | (value << (8 * at))) >>> 0, (sofar.old | (before << (8 * at))) >>> 0);
      return;
    }
    const payload = this.journal.runPayload(t.entry);
    unfold(payload.bytes, payload.at + at, length, value);
    unfold(payload.bytes, payload.at + payload.room + at, length, before);
  }

  private recordMmioRead(t: Transaction, at: number, bytes: number): void {
    if (t.entry === 0) return;
    if (this.journal.runIsInline(t.entry)) this.journal.runInline(t.entry, fold(t.data, at + bytes), 0);
    else {
      const payload = this.journal.runPayload(t.entry);
      payload.bytes.set(t.data.subarray(at, at + bytes), payload.at + at);
    }
  }
}

function fold(data: Uint8Array, length: number): number {
  let value = 0;
  for (let i = 0; i < length; i++) value |= data[i] << (8 * i);
  return value >>> 0;
}

function unfold(data: Uint8Array, at: number, length: number, value: number): void {
  for (let i = 0; i < length; i++) data[at + i] = value >>> (8 * i);
}

function littleEndian(memory: SparseMemory, address: number, length: number): number {
  let value = 0;
  for (let i = 0; i < length; i++) value |= memory.readByte((address + i) >>> 0) << (8 * i);
  return value >>> 0;
}
