/** A burst of beats as a master presents it, and what the master hears of it. */
import type { EntryRef } from '../journal/journal';

export type BusResponse = 'okay' | 'slave-error' | 'decode-error';
export type BusDirection = 'read' | 'write';

const NO_WORDS = new Uint32Array(0);

/** A burst of beats that a master presents. The object belongs to its port and is reused. */
export class Transaction {
  address = 0;
  /** log2 of the bytes of a beat. */
  sizeLog2 = 0;
  beats = 0;
  /** True: every beat goes to the same address. */
  fixed = false;
  /** Non-secure access (AxPROT[1]). */
  nonSecure = false;
  initiator = 0;
  cause: EntryRef = 0;
  /** Free for the master; goes into the journal entry's `detail`. */
  detail = 0;
  response: BusResponse = 'okay';
  /** Journal entry of the run, once granted. */
  entry: EntryRef = 0;
  private bytes: Uint8Array = new Uint8Array(0);
  /** The data as words, when its buffer allows; else empty. */
  words: Uint32Array = NO_WORDS;

  /** Data: a read fills it, a write takes from it, `first + (beats - 1) * size` bytes (fixed: `first * beats`). */
  get data(): Uint8Array {
    return this.bytes;
  }

  set data(data: Uint8Array) {
    this.bytes = data;
    this.words = (data.byteOffset & 3) === 0 ? new Uint32Array(data.buffer, data.byteOffset, data.byteLength >> 2) : NO_WORDS;
  }

  /** As setting `data`, for a master that has the words of its buffers at hand. */
  useBuffer(data: Uint8Array, words: Uint32Array): void {
    this.bytes = data;
    this.words = words;
  }

  /** Bytes in the first beat: fewer than a beat when the address is unaligned. */
  get firstBytes(): number {
    const size = 1 << this.sizeLog2;
    return size - (this.address & (size - 1));
  }

  get dataBytes(): number {
    return this.fixed ? this.firstBytes * this.beats : this.firstBytes + (this.beats - 1) * (1 << this.sizeLog2);
  }
}

/** What a master hears from the bus. Called in the cycle behind the last beat. */
export interface BusMaster {
  transactionDone(direction: BusDirection, transaction: Transaction): void;
}

/** Several whole words within a page, in a buffer that can be read as words; such a run is never inline in the journal. */
export function isWordBurst(t: Transaction): boolean {
  return t.sizeLog2 === 2 && !t.fixed && t.beats > 1 && (t.address & 3) === 0 && (t.address & 0xfff) + 4 * t.beats <= 4096 && t.words.length >= t.beats;
}

export interface SavedTransaction extends Omit<Transaction, 'data' | 'words' | 'firstBytes' | 'dataBytes' | 'useBuffer'> {
  data: Uint8Array | null;
}

export function saveTransaction(t: Transaction, bytes: number): SavedTransaction {
  const { address, sizeLog2, beats, fixed, nonSecure, initiator, cause, detail, response, entry } = t;
  return { address, sizeLog2, beats, fixed, nonSecure, initiator, cause, detail, response, entry, data: bytes > 0 ? t.data.slice(0, bytes) : null };
}

/** A master's data buffer is its own: what is under way is put back into it. */
export function loadTransaction(t: Transaction, from: SavedTransaction): void {
  const { data, ...fields } = from;
  Object.assign(t, fields);
  if (data === null) return;
  if (t.data.length < data.length) t.data = data.slice();
  else t.data.set(data);
}
