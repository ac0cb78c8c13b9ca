/** A queue of bursts that were executed and are not complete: the read queue or the write queue. Entries are reused. */

export class Burst {
  /** Thread index: channel + 1. */
  thread = 0;
  /** Next address; the register has long gone on. */
  address = 0;
  sizeLog2 = 0;
  /** Beats and bytes still to move. */
  beats = 0;
  bytes = 0;
  fixed = false;
  nonSecure = false;
  /** DMASTZ: takes nothing from the MFIFO. */
  zeros = false;
  /** log2 of the bytes of an endian swap group; 0 = none. */
  swapLog2 = 0;
  /** Peripheral to acknowledge, or -1; and whether as a burst. */
  peripheral = -1;
  asBurst = false;
  /** Loads that the channel had executed before this store. */
  loadsBefore = 0;
  /** The thread was killed or has faulted while the bus moves this. */
  cancelled = false;
  /** Journal entry of the instruction. */
  entry = 0;
}

export class BurstQueue {
  readonly entries: Burst[];
  count = 0;
  private first = 0;

  constructor(readonly depth: number) {
    this.entries = Array.from({ length: depth }, () => new Burst());
  }

  get full(): boolean {
    return this.count === this.depth;
  }

  /** The oldest. */
  get head(): Burst {
    return this.entries[this.first];
  }

  /** The `i`-th from the oldest. */
  at(i: number): Burst {
    const index = this.first + i;
    return this.entries[index < this.depth ? index : index - this.depth];
  }

  /** A new last entry, to be filled in. */
  push(): Burst {
    return this.at(this.count++);
  }

  pop(): void {
    this.first = this.first + 1 < this.depth ? this.first + 1 : 0;
    this.count--;
  }

  /** Remove a thread's entries from the `from`-th on. @returns how many they were. */
  remove(thread: number, from: number): number {
    const all = Array.from({ length: this.count }, (_, i) => this.at(i));
    const kept = all.filter((burst, i) => i < from || burst.thread !== thread);
    const removed = all.length - kept.length;
    this.restore(kept.map((burst) => ({ ...burst })));
    return removed;
  }

  clear(): void {
    this.count = 0;
    this.first = 0;
  }

  save(): Burst[] {
    return Array.from({ length: this.count }, (_, i) => ({ ...this.at(i) }));
  }

  restore(saved: readonly Burst[]): void {
    this.clear();
    for (const burst of saved) Object.assign(this.push(), burst);
  }
}
