/** Which entries of a chunk wrote which bytes, entry by entry: for the newest chunk, and where its index only says that there are some. */
import type { Cycle } from '../clock';
import type { JournalChunk } from './chunk';
import { CHUNK_ENTRIES, runBytes, SHAPE } from './chunk';
import { KIND } from './entry-kinds';

/** A run has at most 65,535 beats of at most 128 bytes. */
const MOST_RUN_BYTES = 65535 * 128;

/** Runs among the newest entries may still be open when their chunk is full: count the room they have, not what has moved. */
export function plannedBytes(chunk: JournalChunk, i: number): number {
  if ((chunk.shape[i] & SHAPE.fixed) !== 0) return chunk.first[i];
  if (chunk.kind[i] === KIND.store) return runBytes(chunk, i, chunk.beats[i]);
  if ((chunk.shape[i] & SHAPE.inline) === 0) return chunk.old[i];
  return i >= CHUNK_ENTRIES - MOST_OPEN ? 4 : runBytes(chunk, i, chunk.beats[i]);
}

/** An open run lies at most this many entries back. */
export const MOST_OPEN = 256;

/** The newest entry of `chunk` at or before `from` that covers `address`; -1 = none. */
export function lastIn(chunk: JournalChunk, from: number, address: number, stores: boolean): number {
  const { kind, address: addresses, beats } = chunk;
  for (let i = from; i >= 0; i--) {
    if (kind[i] !== KIND.write && kind[i] !== KIND.register && (kind[i] !== KIND.store || !stores)) continue;
    const distance = (address - addresses[i]) >>> 0;
    if (kind[i] === KIND.register) {
      if (distance < 4) return i;
    } else if (distance < MOST_RUN_BYTES && (chunk.shape[i] & SHAPE.error) === 0 && distance < runBytes(chunk, i, beats[i])) return i;
  }
  return -1;
}

/** Mark what entries `from` to `to` - 1 of `chunk` wrote of a range. @returns how many bytes were new. */
export function markEntries(chunk: JournalChunk, from: number, to: number, address: number, length: number, into: Uint8Array): number {
  let marked = 0;
  for (let i = from; i < to; i++) {
    const kind = chunk.kind[i];
    if (kind !== KIND.write && kind !== KIND.register && kind !== KIND.store) continue;
    const start = chunk.address[i] - address;
    if (start >= length || start <= -MOST_RUN_BYTES || (chunk.shape[i] & SHAPE.error) !== 0) continue;
    const end = Math.min(length, start + (kind === KIND.register ? 4 : runBytes(chunk, i, chunk.beats[i])));
    for (let at = Math.max(0, start); at < end; at++) {
      marked += 1 - into[at];
      into[at] = 1;
    }
  }
  return marked;
}

/** Mark what run `i`, which began earlier, wrote of a range in `cycle` and later. */
export function markRest(chunk: JournalChunk, i: number, cycle: Cycle, address: number, length: number, into: Uint8Array): void {
  if ((chunk.kind[i] !== KIND.write && chunk.kind[i] !== KIND.store) || (chunk.shape[i] & SHAPE.error) !== 0) return;
  const begun = chunk.at[i] + chunk.setup[i];
  const stride = chunk.stride[i];
  const before = begun >= cycle ? 0 : stride === 0 ? chunk.beats[i] : Math.ceil((cycle - begun) / stride);
  if (before >= chunk.beats[i]) return;
  const from = chunk.address[i] - address + ((chunk.shape[i] & SHAPE.fixed) !== 0 ? 0 : runBytes(chunk, i, before));
  const to = chunk.address[i] - address + runBytes(chunk, i, chunk.beats[i]);
  for (let at = Math.max(0, from); at < Math.min(length, to); at++) into[at] = 1;
}
