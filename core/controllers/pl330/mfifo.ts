/**
 * The MFIFO: one pool of bus-width lines for all channels, and each channel's bytes in order. Data lies as the destination
 * will take it: incrementing destinations pack it by byte lane, so that an unaligned burst may need one line more; a fixed
 * destination takes one line a beat. ARM DDI 0424 section 2.9 and appendix on MFIFO usage. [M]
 * Loads reserve room when they are executed, stores claim data when they are executed and give the lines back when done.
 */

import type { SparseMemory } from '../../memory/sparse-memory';

export const RESERVED = 0;
/** There will be room when stores are done; or never, because the channel's own data must leave first and cannot. */
export const WAIT_FOR_ROOM = 1;
export const NEVER_ROOM = 2;

/** Sixteen beats of sixteen bytes. */
const LARGEST_BURST = 256;

/** The data of one bus run on its way from a load to stores. It belongs to the MFIFO, to the pool, or to a bus port. */
export class Chunk {
  readonly bytes = new Uint8Array(LARGEST_BURST);
  readonly words = new Uint32Array(this.bytes.buffer);
  /** What is still to be taken: `bytes[start]` up to `end`. */
  start = 0;
  end = 0;
  /** Journal entry of the run. */
  entry = 0;
  next: Chunk | undefined = undefined;
}

export class Mfifo {
  readonly bytesPerChannel: number;
  usedLines = 0;
  readonly linesOf: Uint32Array;
  /** Bytes that loads have reserved and stores have not given back. */
  readonly reserved: Uint32Array;
  /** Part of them that executed stores will take. */
  readonly claimed: Uint32Array;
  /** Bytes that are here now. */
  readonly filled: Uint32Array;
  private readonly busLog2: number;
  private readonly unitLog2: Uint8Array;
  private readonly headLane: Uint8Array;
  /** The channels' chunks in order, and those that nobody uses, as linked lists: bursts pass without being copied. */
  private readonly heads: (Chunk | undefined)[];
  private readonly tails: (Chunk | undefined)[];
  private pool: Chunk | undefined;

  constructor(
    readonly channels: number,
    readonly totalLines: number,
    busBytes: number,
  ) {
    const words = () => new Uint32Array(channels);
    this.busLog2 = Math.log2(busBytes);
    this.bytesPerChannel = totalLines * busBytes;
    this.linesOf = words();
    this.reserved = words();
    this.claimed = words();
    this.filled = words();
    this.unitLog2 = new Uint8Array(channels);
    this.headLane = new Uint8Array(channels);
    this.heads = new Array<Chunk | undefined>(channels).fill(undefined);
    this.tails = new Array<Chunk | undefined>(channels).fill(undefined);
  }

  private linesFor(channel: number, bytes: number): number {
    const log2 = this.unitLog2[channel];
    return bytes === 0 ? 0 : (this.headLane[channel] + bytes + (1 << log2) - 1) >> log2;
  }

  /** Room for a load of `bytes`, laid out for a destination at `dar`. */
  reserve(channel: number, bytes: number, dstIncrements: boolean, dstSizeLog2: number, dar: number): number {
    if (this.reserved[channel] === 0) {
      const log2 = dstIncrements || dstSizeLog2 > this.busLog2 ? this.busLog2 : dstSizeLog2;
      this.unitLog2[channel] = log2;
      this.headLane[channel] = dar & ((1 << log2) - 1);
    }
    const lines = this.linesFor(channel, this.reserved[channel] + bytes);
    const used = this.usedLines - this.linesOf[channel] + lines;
    if (used > this.totalLines) return this.linesFor(channel, this.reserved[channel] - this.claimed[channel] + bytes) > this.totalLines ? NEVER_ROOM : WAIT_FOR_ROOM;
    this.reserved[channel] += bytes;
    this.linesOf[channel] = lines;
    this.usedLines = used;
    return RESERVED;
  }

  /** A store of `bytes` is executed. False: earlier loads bring too little. */
  claim(channel: number, bytes: number): boolean {
    if (this.reserved[channel] - this.claimed[channel] < bytes) return false;
    this.claimed[channel] += bytes;
    return true;
  }

  /** Could a store of `bytes` ever find its data here? */
  canHold(channel: number, bytes: number): boolean {
    return this.linesFor(channel, bytes) <= this.totalLines;
  }

  /** An empty chunk. */
  newChunk(): Chunk {
    const chunk = this.pool;
    if (chunk === undefined) return new Chunk();
    this.pool = chunk.next;
    chunk.next = undefined;
    return chunk;
  }

  recycle(chunk: Chunk): void {
    chunk.next = this.pool;
    this.pool = chunk;
  }

  /** The first `length` bytes of `chunk` have come with run `entry`; the chunk is the MFIFO's now. */
  append(channel: number, chunk: Chunk, length: number, entry: number): void {
    chunk.start = 0;
    chunk.end = length;
    chunk.entry = entry;
    const tail = this.tails[channel];
    if (tail === undefined) this.heads[channel] = chunk;
    else tail.next = chunk;
    this.tails[channel] = chunk;
    this.filled[channel] += length;
  }

  /** Journal entry of the run that brought the next byte. */
  source(channel: number): number {
    return this.heads[channel]?.entry ?? 0;
  }

  /** The oldest chunk, when a store takes exactly what it holds: then it is the caller's. */
  takeWhole(channel: number, length: number): Chunk | undefined {
    const chunk = this.heads[channel];
    if (chunk === undefined || chunk.start !== 0 || chunk.end !== length) return undefined;
    this.unlinkHead(channel, chunk);
    this.filled[channel] -= length;
    return chunk;
  }

  /** The next `length` bytes go to a store. */
  take(channel: number, data: Uint8Array, length: number): void {
    this.filled[channel] -= length;
    for (let at = 0; at < length; ) {
      const chunk = this.heads[channel] as Chunk;
      const count = Math.min(length - at, chunk.end - chunk.start);
      for (let i = 0; i < count; i++) data[at + i] = chunk.bytes[chunk.start + i];
      at += count;
      chunk.start += count;
      if (chunk.start < chunk.end) continue;
      this.unlinkHead(channel, chunk);
      this.recycle(chunk);
    }
  }

  private unlinkHead(channel: number, chunk: Chunk): void {
    this.heads[channel] = chunk.next;
    if (chunk.next === undefined) this.tails[channel] = undefined;
    chunk.next = undefined;
  }

  /** A store of `bytes` is done: their lines are free. */
  release(channel: number, bytes: number): void {
    this.reserved[channel] -= bytes;
    this.claimed[channel] -= bytes;
    this.headLane[channel] = (this.headLane[channel] + bytes) & ((1 << this.unitLog2[channel]) - 1);
    const lines = this.linesFor(channel, this.reserved[channel]);
    this.usedLines += lines - this.linesOf[channel];
    this.linesOf[channel] = lines;
  }

  /** What decides how loads and stores of `channel` fare next. @returns false when another channel has data here. */
  sample(channel: number, into: number[]): boolean {
    if (this.usedLines !== this.linesOf[channel]) return false;
    into.push(this.usedLines, this.reserved[channel], this.claimed[channel], this.filled[channel], this.unitLog2[channel], this.headLane[channel]);
    return true;
  }

  /** The channel's data is now what lies at `address`. */
  refill(channel: number, memory: SparseMemory, address: number): void {
    for (let chunk = this.heads[channel]; chunk !== undefined; chunk = chunk.next) {
      memory.read(address, chunk.bytes, chunk.start, chunk.end - chunk.start);
      address += chunk.end - chunk.start;
    }
  }

  /** Forget all the channel's data. */
  drop(channel: number): void {
    this.usedLines -= this.linesOf[channel];
    this.linesOf[channel] = this.reserved[channel] = this.claimed[channel] = this.filled[channel] = this.headLane[channel] = 0;
    for (let chunk = this.heads[channel]; chunk !== undefined; ) {
      const next = chunk.next;
      this.recycle(chunk);
      chunk = next;
    }
    this.heads[channel] = this.tails[channel] = undefined;
  }

  save() {
    return {
      usedLines: this.usedLines,
      channels: Array.from({ length: this.channels }, (_, channel) => ({
        lines: this.linesOf[channel],
        reserved: this.reserved[channel],
        claimed: this.claimed[channel],
        unitLog2: this.unitLog2[channel],
        headLane: this.headLane[channel],
        chunks: this.saveChunks(channel),
      })),
    };
  }

  private saveChunks(channel: number): { bytes: Uint8Array; entry: number }[] {
    const saved = [];
    for (let chunk = this.heads[channel]; chunk !== undefined; chunk = chunk.next) saved.push({ bytes: chunk.bytes.slice(chunk.start, chunk.end), entry: chunk.entry });
    return saved;
  }

  load(saved: ReturnType<Mfifo['save']>): void {
    saved.channels.forEach((from, channel) => {
      this.drop(channel);
      for (const { bytes, entry } of from.chunks) {
        const chunk = this.newChunk();
        chunk.bytes.set(bytes);
        this.append(channel, chunk, bytes.length, entry);
      }
      this.linesOf[channel] = from.lines;
      this.reserved[channel] = from.reserved;
      this.claimed[channel] = from.claimed;
      this.unitLog2[channel] = from.unitLog2;
      this.headLane[channel] = from.headLane;
    });
    this.usedLines = saved.usedLines;
  }
}
