/** Bytes that belong to journal entries: a store that only grows at its end, in 1 MiB chunks, 8-byte aligned. */
import { hashColumns, hashText } from './hash';

const PAYLOAD_CHUNK = 1 << 20;

export class Payload {
  private readonly chunks: Uint8Array[] = [new Uint8Array(PAYLOAD_CHUNK)];
  private readonly hashes: (readonly [number, number] | undefined)[] = [];
  private end = 0;

  get length(): number {
    return this.end;
  }

  /** Room for `length` bytes (at most 1 MiB) in one piece; answers its position in units of 8 bytes. */
  allocate(length: number): number {
    let start = Math.ceil(this.end / 8) * 8;
    if ((start % PAYLOAD_CHUNK) + length > PAYLOAD_CHUNK) start = Math.ceil(start / PAYLOAD_CHUNK) * PAYLOAD_CHUNK;
    const chunk = Math.floor(start / PAYLOAD_CHUNK);
    if (chunk === this.chunks.length) this.chunks.push(new Uint8Array(PAYLOAD_CHUNK));
    this.end = start + length;
    return start / 8;
  }

  chunkAt(position: number): Uint8Array {
    return this.chunks[Math.floor(position / PAYLOAD_CHUNK)];
  }

  offsetIn(position: number): number {
    return position % PAYLOAD_CHUNK;
  }

  /** Forget everything from `end` on; the room reads as zero again. */
  cut(end: number): void {
    const last = Math.floor(end / PAYLOAD_CHUNK);
    this.chunks.length = Math.max(1, Math.min(this.chunks.length, last + 1));
    this.hashes.length = Math.min(this.hashes.length, last);
    this.chunks[last]?.fill(0, end % PAYLOAD_CHUNK);
    this.end = end;
  }

  hashInto(state: [number, number]): void {
    for (let c = 0; c < this.chunks.length; c++) {
      const used = Math.min(PAYLOAD_CHUNK, this.end - c * PAYLOAD_CHUNK);
      const part = this.hashes[c] ?? hashColumns([this.chunks[c]], Math.max(used, 0));
      /** Runs that are still open write into the last chunks only. */
      if (c < this.chunks.length - 2) this.hashes[c] = part;
      hashText(state, `${part[0]},${part[1]};`);
    }
  }
}
