/**
 * RAM of the C machine with one shadow byte per byte: bit 0 may be written, bit 1 holds a value that may be read.
 * Neither bit: nobody's memory, and bits 2-4 say of which kind. One 32-bit compare checks an aligned word.
 */
export const UNINITIALISED = 1;
export const READ_ONLY = 2;
export const READY = 3;
export const POISON = { none: 0, heapZone: 4, freed: 8, stackZone: 12, deadStack: 16, dataZone: 20 } as const;

export class Ram {
  readonly bytes: Uint8Array;
  readonly shadow: Uint8Array;
  constructor(
    readonly base: number,
    readonly size: number,
  ) {
    this.bytes = new Uint8Array(size);
    this.shadow = new Uint8Array(size);
  }
  contains(address: number, size: number): boolean {
    const at = (address - this.base) >>> 0;
    return at < this.size && at + size <= this.size;
  }
  setShadow(address: number, size: number, value: number): void {
    const at = (address - this.base) >>> 0;
    this.shadow.fill(value, at, at + size);
  }
  save(): { bytes: Uint8Array; shadow: Uint8Array } {
    return { bytes: this.bytes.slice(), shadow: this.shadow.slice() };
  }
  load(saved: { bytes: Uint8Array; shadow: Uint8Array }): void {
    this.bytes.set(saved.bytes);
    this.shadow.set(saved.shadow);
  }
}
