/**
 * malloc and friends. Blocks lie apart with red zones; freed blocks wait in quarantine before their bytes are used
 * again, so that late uses are caught. State is plain numbers.
 */
import type { Machine } from '../machine';
import { hex } from '../machine';
import { POISON, UNINITIALISED } from '../shadow';

const ZONE = 16;
const QUARANTINE = 1 << 20;

interface Block {
  address: number;
  size: number;
  freed: boolean;
}

export class Heap {
  private readonly blocks = new Map<number, Block>();
  private readonly waiting: Block[] = [];
  private waitingBytes = 0;
  private readonly free_ = new Map<number, number[]>();
  private next: number;

  constructor(
    private readonly machine: Machine,
    start: number,
    private readonly end: number,
  ) {
    this.next = (start + ZONE + 7) & ~7;
    machine.ram.setShadow(start, this.next - start, POISON.heapZone);
    machine.describe = (a) => this.describe(a);
  }

  allocate(size: number): number {
    if (size < 0) return 0;
    const room = (Math.max(1, size) + ZONE + 7) & ~7;
    let address = this.free_.get(room)?.pop();
    if (address === undefined) {
      if (this.next + room > this.end) return 0;
      address = this.next;
      this.next += room;
      this.machine.ram.setShadow(address, room, POISON.heapZone);
    }
    this.machine.ram.setShadow(address, room, POISON.heapZone);
    this.machine.ram.setShadow(address, size, UNINITIALISED);
    this.blocks.set(address, { address, size, freed: false });
    return address;
  }
  release(address: number): void {
    if (address === 0) return;
    const block = this.blocks.get(address);
    if (!block) return this.machine.raise('wild', `free of ${hex(address)}, which malloc did not return${this.describe(address)}`, address);
    if (block.freed) return this.machine.raise('double-free', `double free of the block of ${block.size} bytes at ${hex(address)}`, address);
    block.freed = true;
    this.machine.ram.setShadow(address, block.size, POISON.freed);
    this.waiting.push(block);
    this.waitingBytes += block.size + ZONE;
    while (this.waitingBytes > QUARANTINE) {
      const old = this.waiting.shift();
      if (!old) break;
      this.waitingBytes -= old.size + ZONE;
      this.blocks.delete(old.address);
      const room = (Math.max(1, old.size) + ZONE + 7) & ~7;
      this.free_.set(room, [...(this.free_.get(room) ?? []), old.address]);
    }
  }
  sizeOf(address: number): number | null {
    const b = this.blocks.get(address);
    return b && !b.freed ? b.size : null;
  }
  private describe(address: number): string {
    for (const b of this.blocks.values()) {
      const d = address - b.address;
      if (d < -ZONE || d >= b.size + ZONE) continue;
      const where = d < 0 ? `${-d} bytes before` : d >= b.size ? `${d - b.size} bytes past` : `offset ${d} in`;
      return `, ${where} ${b.freed ? 'a freed' : 'the'} block of ${b.size} bytes`;
    }
    return '';
  }
}
