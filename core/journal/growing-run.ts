/**
 * The newest entry while it is a store into the cache that the next store may join: a loop's stores lie beside each
 * other, come from one place in the code, and so many cycles apart; told as one run they are exact, and cost a tenth.
 * A run stays within a line of 32 bytes.
 */
import type { Cycle } from '../clock';
import type { JournalChunk } from './chunk';
import { CHUNK_ENTRIES, fold, runDataBytes, SHAPE } from './chunk';
import type { Payload } from './payload';

const LINE = 32;
/** As many bytes lie in the columns of an entry. */
const INLINE = 4;
/** Cycles between stores: so that a run does not last longer than readers look back. */
const MOST_STRIDE = 127;
const NOWHERE = -1;

export class GrowingRun {
  /** The address that a store has to have; -1: none may join. */
  next = NOWHERE;
  /** Its entry. */
  index = 0;
  beats = 0;
  /** Stores that ever joined one. */
  joined = 0;
  private chunk!: JournalChunk;
  private i = 0;
  private size = 0;
  /** Cycles between stores (0: the next one decides), and the cycle of the next. */
  private stride = 0;
  private nextAt = 0;
  /** Where the data of the next store go, and `room` behind them what they replace. */
  private bytes: Uint8Array = new Uint8Array(0);
  private to = 0;
  private room = 0;

  constructor(private readonly payload: Payload) {}

  forget(): void {
    this.next = NOWHERE;
    this.beats = 0;
  }

  /** Entry `index`, `i` of `chunk`, is such a run of `beats` stores. */
  begin(chunk: JournalChunk, index: number, beats: number): void {
    const i = index & (CHUNK_ENTRIES - 1);
    const size = chunk.first[i];
    const end = chunk.address[i] + size * beats;
    this.next = end % LINE === 0 ? NOWHERE : end;
    this.chunk = chunk;
    this.index = index;
    this.i = i;
    this.beats = beats;
    this.size = size;
    this.stride = chunk.stride[i];
    this.nextAt = chunk.at[i] + beats * this.stride;
  }

  /** A store right behind the run: does it come from the same place, at the right time? */
  joins(at: Cycle, initiator: number, size: number, cause: number, detail: number): boolean {
    const { chunk, i } = this;
    if (size !== this.size || chunk.detail[i] !== detail || chunk.cause[i] !== cause || chunk.initiator[i] !== initiator) return false;
    if (this.stride !== 0) return at === this.nextAt;
    const stride = at - this.nextAt;
    if (stride < 1 || stride > MOST_STRIDE) return false;
    chunk.stride[i] = this.stride = stride;
    this.nextAt = at;
    return true;
  }

  /** One more store, for which `joins` said yes. */
  join(value: number, old: number): void {
    const { chunk, i, size } = this;
    const moved = this.beats * size;
    if (moved >= INLINE) {
      if (moved === INLINE) this.moveOut();
      const { bytes, to, room } = this;
      for (let b = 0; b < size; b++) {
        bytes[to + b] = value >>> (8 * b);
        bytes[to + room + b] = old >>> (8 * b);
      }
      this.to = to + size;
    } else {
      chunk.value[i] |= value << (8 * moved);
      chunk.old[i] |= old << (8 * moved);
    }
    this.joined++;
    chunk.beats[i] = ++this.beats;
    this.nextAt += this.stride;
    const next = this.next + size;
    this.next = (next & (LINE - 1)) === 0 ? NOWHERE : next;
  }

  /** Would a next store right behind the run, from the same place, in cycle `at` join it, and others `stride` cycles apart? */
  goesOn(at: Cycle, stride: number): boolean {
    if (this.next === NOWHERE) return false;
    if (this.stride !== 0) return this.stride === stride && at === this.nextAt;
    if (stride < 1 || stride > MOST_STRIDE || at - this.nextAt !== stride) return false;
    this.chunk.stride[this.i] = this.stride = stride;
    this.nextAt = at;
    return true;
  }

  /** `join` for `count` stores, for which `goesOn` said yes. */
  joinMany(count: number, data: Uint8Array, from: number, before: Uint8Array, beforeFrom: number): void {
    const { chunk, i, size } = this;
    let done = 0;
    for (; done < count && this.beats * size <= INLINE; done++) this.join(fold(data, from + done * size, size), fold(before, beforeFrom + done * size, size));
    const more = (count - done) * size;
    const { bytes, to, room } = this;
    for (let b = 0; b < more; b++) {
      bytes[to + b] = data[from + done * size + b];
      bytes[to + room + b] = before[beforeFrom + done * size + b];
    }
    this.to = to + more;
    this.joined += count - done;
    chunk.beats[i] = this.beats += count - done;
    this.nextAt += (count - done) * this.stride;
    if (this.next !== NOWHERE && more > 0) this.next = (this.next + more) % LINE === 0 ? NOWHERE : this.next + more;
  }

  /** Of a run that may have grown since, only `beats` stores are true. */
  shrink(chunk: JournalChunk, index: number, beats: number): void {
    const i = index & (CHUNK_ENTRIES - 1);
    chunk.beats[i] = beats;
    const kept = runDataBytes(chunk, i, beats);
    const inline = (chunk.shape[i] & SHAPE.inline) !== 0;
    if (kept <= INLINE && !inline) this.moveIn(chunk, i);
    if (kept <= INLINE) {
      const mask = 0xffff_ffff >>> (32 - 8 * kept);
      chunk.value[i] &= mask;
      chunk.old[i] &= mask;
    } else {
      const { bytes, at, room } = this.payload.at(chunk.value[i], chunk.old[i]);
      bytes.fill(0, at + kept, at + room);
      bytes.fill(0, at + room + kept, at + 2 * room);
      this.point(bytes, at + kept, room);
    }
    if (beats === 1) chunk.stride[i] = 0;
    this.begin(chunk, index, beats);
  }

  /** The data go from the columns into the payload, with room for the rest of the line. */
  private moveOut(): void {
    const { chunk, i } = this;
    const room = LINE - (chunk.address[i] % LINE);
    const value = chunk.value[i];
    const old = chunk.old[i];
    chunk.value[i] = this.payload.allocate(2 * room);
    chunk.old[i] = room;
    chunk.shape[i] &= ~SHAPE.inline;
    const { bytes, at } = this.payload.at(chunk.value[i], room);
    for (let b = 0; b < INLINE; b++) {
      bytes[at + b] = value >>> (8 * b);
      bytes[at + room + b] = old >>> (8 * b);
    }
    this.point(bytes, at + INLINE, room);
  }

  private moveIn(chunk: JournalChunk, i: number): void {
    const { words, at, room, bytes } = this.payload.at(chunk.value[i], chunk.old[i]);
    chunk.value[i] = words[at >> 2];
    chunk.old[i] = bytes[at + room] | (bytes[at + room + 1] << 8) | (bytes[at + room + 2] << 16) | (bytes[at + room + 3] << 24);
    chunk.shape[i] |= SHAPE.inline;
  }

  private point(bytes: Uint8Array, to: number, room: number): void {
    this.bytes = bytes;
    this.to = to;
    this.room = room;
  }
}
