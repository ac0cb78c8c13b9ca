/**
 * One CPU access under way, cut into what goes over the bus: bursts of eight words where 32 aligned bytes remain,
 * otherwise single beats of the largest naturally aligned size that the access allows. Plain data.
 */
import type { Transaction } from '../bus/bus';

export const BURST_BYTES = 32;

export interface Access {
  readonly direction: 'read' | 'write';
  readonly address: number;
  readonly length: number;
  /** Single load or store: its bytes may go in larger beats than one byte. */
  readonly word: boolean;
  readonly user: boolean;
  /** Written: the data; read: what has come so far. */
  data: number[];
  done: number;
  /** Bytes of the piece that is on the bus; 0 = none. */
  flying: number;
  /** Response of the last piece. */
  failed: boolean;
}

/** Bytes of the next piece when it begins at physical `pa`. */
export function pieceBytes(access: Access, pa: number): number {
  const left = access.length - access.done;
  if (!access.word) return left >= BURST_BYTES && pa % BURST_BYTES === 0 ? BURST_BYTES : 1;
  let size = 4;
  while (size > left || pa % size !== 0) size >>= 1;
  return size;
}

/** Fill in `transaction` for a piece of `bytes` bytes. */
export function shapeTransaction(transaction: Transaction, access: Access, pa: number, bytes: number): void {
  transaction.address = pa;
  transaction.sizeLog2 = bytes === BURST_BYTES ? 2 : Math.log2(bytes);
  transaction.beats = bytes === BURST_BYTES ? BURST_BYTES / 4 : 1;
  transaction.fixed = false;
  transaction.nonSecure = false;
  if (transaction.data.length < BURST_BYTES) transaction.data = new Uint8Array(BURST_BYTES);
  if (access.direction === 'write') for (let i = 0; i < bytes; i++) transaction.data[i] = access.data[access.done + i];
}
