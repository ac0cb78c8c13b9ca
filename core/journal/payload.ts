/** Bytes that belong to journal entries: a store that only grows at its end, in 1 MiB chunks, 8-byte aligned. */
import { hashColumns, hashText } from './hash';

const PAYLOAD_CHUNK = 1 << 20;
/** The same in units of 8 bytes, in which positions are told. */
const CHUNK_UNIT_BITS = 17;
const CHUNK_UNITS = 1 << CHUNK_UNIT_BITS;

/** Where the bytes of a run lie: `bytes[at …]`, and `room` bytes behind them what stood there before a write. */
export interface RunPayload {
  bytes: Uint8Array;
  /** The same chunk as words. */
  words: Uint32Array;
  at: number;
  room: number;
}

export class Payload {
  private readonly chunks: Uint8Array[] = [new Uint8Array(PAYLOAD_CHUNK)];
  private readonly words: Uint32Array[] = [new Uint32Array(this.chunks[0].buffer)];
  /** Reused: `at` is called for every burst. */
  private readonly found: RunPayload = { bytes: this.chunks[0], words: this.words[0], at: 0, room: 0 };
  private readonly hashes: (readonly [number, number] | undefined)[] = [];
  private end = 0;

  get length(): number {
    return this.end;
  }

  /** Room for `length` bytes (at most 1 MiB) in one piece; answers its position in units of 8 bytes. */
  allocate(length: number): number {
    let start = this.end % 8 === 0 ? this.end : this.end + 8 - (this.end % 8);
    if ((start % PAYLOAD_CHUNK) + length > PAYLOAD_CHUNK) start = Math.ceil(start / PAYLOAD_CHUNK) * PAYLOAD_CHUNK;
    const chunk = Math.floor(start / PAYLOAD_CHUNK);
    if (chunk === this.chunks.length) {
      const bytes = new Uint8Array(PAYLOAD_CHUNK);
      this.chunks.push(bytes);
      this.words.push(new Uint32Array(bytes.buffer));
    }
    this.end = start + length;
    return start / 8;
  }

  /** At what `allocate` answered. The same object is answered each time. */
  at(position: number, room: number): RunPayload {
    const chunk = position >>> CHUNK_UNIT_BITS;
    const { found } = this;
    found.bytes = this.chunks[chunk];
    found.words = this.words[chunk];
    found.at = (position & (CHUNK_UNITS - 1)) * 8;
    found.room = room;
    return found;
  }

  /** Forget everything from `end` on; the room reads as zero again. */
  cut(end: number): void {
    const last = Math.floor(end / PAYLOAD_CHUNK);
    this.chunks.length = Math.max(1, Math.min(this.chunks.length, last + 1));
    this.words.length = this.chunks.length;
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
