/**
 * The MFIFO: one pool of bus-width lines for all channels, and each channel's bytes in order. Data lies as the destination
 * will take it: incrementing destinations pack it by byte lane, so that an unaligned burst may need one line more; a fixed
 * destination takes one line a beat. ARM DDI 0424 section 2.9 and appendix on MFIFO usage. [M]
 * Loads reserve room when they are executed, stores claim data when they are executed and give the lines back when done.
 */

export const RESERVED = 0;
/** There will be room when stores are done; or never, because the channel's own data must leave first and cannot. */
export const WAIT_FOR_ROOM = 1;
export const NEVER_ROOM = 2;

export class Mfifo {
  readonly bytesPerChannel: number;
  usedLines = 0;
  readonly linesOf: Uint32Array;
  /** Bytes that loads have reserved and stores have not given back. */
  readonly reserved: Uint32Array;
  /** Part of them that executed stores will take. */
  readonly claimed: Uint32Array;
  /** Bytes that lie in the ring now. */
  readonly filled: Uint32Array;
  private readonly busLog2: number;
  private readonly head: Uint32Array;
  private readonly ring: Uint8Array;
  private readonly words: Uint32Array;
  private readonly unitLog2: Uint8Array;
  private readonly headLane: Uint8Array;
  /** Which bus run brought the bytes: its first byte's place in the channel's stream, and its entry. */
  private readonly runStart: Uint32Array;
  private readonly runEntry: Uint32Array;
  private readonly runHead: Uint32Array;
  private readonly runCount: Uint32Array;
  private readonly streamOut: Uint32Array;

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
    this.head = words();
    this.ring = new Uint8Array(channels * this.bytesPerChannel);
    this.words = new Uint32Array(this.ring.buffer);
    this.unitLog2 = new Uint8Array(channels);
    this.headLane = new Uint8Array(channels);
    this.runStart = new Uint32Array(channels * this.bytesPerChannel);
    this.runEntry = new Uint32Array(channels * this.bytesPerChannel);
    this.runHead = words();
    this.runCount = words();
    this.streamOut = words();
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

  /** Bytes of a load arrive; `words` is a view of `data`. */
  fill(channel: number, data: Uint8Array, words: Uint32Array, length: number, entry: number): void {
    const size = this.bytesPerChannel;
    const base = channel * size;
    let at = this.head[channel] + this.filled[channel];
    if (at >= size) at -= size;
    if (entry !== 0) this.noteRun(channel, entry);
    this.filled[channel] += length;
    if (((at | length | size) & 3) === 0) {
      const ring = this.words;
      const count = length >> 2;
      const room = (size - at) >> 2;
      const to = (base + at) >> 2;
      const straight = count < room ? count : room;
      for (let i = 0; i < straight; i++) ring[to + i] = words[i];
      for (let i = straight; i < count; i++) ring[(base >> 2) + i - straight] = words[i];
      return;
    }
    for (let i = 0; i < length; i++) {
      this.ring[base + at] = data[i];
      if (++at === size) at = 0;
    }
  }

  /** The next `length` bytes go to a store. Answers the entry of the run that brought the first of them. */
  take(channel: number, data: Uint8Array, words: Uint32Array, length: number): number {
    const size = this.bytesPerChannel;
    const base = channel * size;
    let at = this.head[channel];
    this.filled[channel] -= length;
    const source = this.runCount[channel] === 0 ? 0 : this.sourceOf(channel);
    this.streamOut[channel] += length;
    if (((at | length | size) & 3) === 0) {
      const ring = this.words;
      const count = length >> 2;
      const room = (size - at) >> 2;
      const from = (base + at) >> 2;
      const straight = count < room ? count : room;
      for (let i = 0; i < straight; i++) words[i] = ring[from + i];
      for (let i = straight; i < count; i++) words[i] = ring[(base >> 2) + i - straight];
      at += length;
      this.head[channel] = at >= size ? at - size : at;
      return source;
    }
    for (let i = 0; i < length; i++) {
      data[i] = this.ring[base + at];
      if (++at === size) at = 0;
    }
    this.head[channel] = at;
    return source;
  }

  private noteRun(channel: number, entry: number): void {
    const size = this.bytesPerChannel;
    if (this.runCount[channel] > 0) this.sourceOf(channel);
    const at = (this.runHead[channel] + this.runCount[channel]) % size;
    this.runStart[channel * size + at] = this.streamOut[channel] + this.filled[channel];
    this.runEntry[channel * size + at] = entry;
    this.runCount[channel]++;
  }

  /** The run of the next byte. Drops runs that lie wholly before it, so that there are never more than bytes. */
  private sourceOf(channel: number): number {
    const size = this.bytesPerChannel;
    const base = channel * size;
    while (this.runCount[channel] > 1) {
      const next = (this.runHead[channel] + 1) % size;
      if (((this.runStart[base + next] - this.streamOut[channel]) | 0) > 0) break;
      this.runHead[channel] = next;
      this.runCount[channel]--;
    }
    const at = base + this.runHead[channel];
    return ((this.runStart[at] - this.streamOut[channel]) | 0) <= 0 ? this.runEntry[at] : 0;
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

  /** Forget all the channel's data. */
  drop(channel: number): void {
    this.usedLines -= this.linesOf[channel];
    this.linesOf[channel] = this.reserved[channel] = this.claimed[channel] = this.filled[channel] = 0;
    this.head[channel] = this.headLane[channel] = this.runHead[channel] = this.runCount[channel] = this.streamOut[channel] = 0;
  }

  /** The channel's bytes in order. */
  content(channel: number): Uint8Array {
    const base = channel * this.bytesPerChannel;
    return Uint8Array.from({ length: this.filled[channel] }, (_, i) => this.ring[base + ((this.head[channel] + i) % this.bytesPerChannel)]);
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
        bytes: this.content(channel),
        runs: this.saveRuns(channel),
      })),
    };
  }

  private saveRuns(channel: number): { start: number; entry: number }[] {
    const size = this.bytesPerChannel;
    return Array.from({ length: this.runCount[channel] }, (_, i) => {
      const at = channel * size + ((this.runHead[channel] + i) % size);
      return { start: (this.runStart[at] - this.streamOut[channel]) | 0, entry: this.runEntry[at] };
    });
  }

  load(saved: ReturnType<Mfifo['save']>): void {
    this.usedLines = saved.usedLines;
    saved.channels.forEach((from, channel) => {
      const base = channel * this.bytesPerChannel;
      this.linesOf[channel] = from.lines;
      this.reserved[channel] = from.reserved;
      this.claimed[channel] = from.claimed;
      this.unitLog2[channel] = from.unitLog2;
      this.headLane[channel] = from.headLane;
      this.filled[channel] = from.bytes.length;
      this.head[channel] = this.streamOut[channel] = this.runHead[channel] = 0;
      this.ring.set(from.bytes, base);
      this.runCount[channel] = from.runs.length;
      from.runs.forEach((run, i) => {
        this.runStart[base + i] = run.start;
        this.runEntry[base + i] = run.entry;
      });
    });
  }
}
