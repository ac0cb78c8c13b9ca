/** How the bus reaches registers. */

/** Registers on the bus. Addresses are offsets from the region's base; values are unsigned, at most 32 bits. */
export interface MmioTarget {
  /** A bus read: may have side effects. `cause` is the bus run's journal entry. */
  read(offset: number, bytes: number, cause: number): number;
  /** A bus write. */
  write(offset: number, bytes: number, value: number, cause: number): void;
  /** What a read would answer, without any effect. */
  peek(offset: number, bytes: number): number;
}
