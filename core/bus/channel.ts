/** Masters' places on the bus, and its two channels: who has one, and how far the run is. */
import type { Cycle } from '../clock';
import type { Initiator } from '../journal/journal';
import type { Region } from './address-map';
import type { BusDirection, BusMaster } from './transaction';
import { Transaction } from './transaction';

/** A master's place on the bus. */
export class BusPort {
  readonly read = new Transaction();
  readonly write = new Transaction();
  /** Cycle since which the transaction is presented; `Infinity` = none. */
  readSince: Cycle = Infinity;
  writeSince: Cycle = Infinity;
  /** Bytes of completed transactions since power-on. */
  bytesRead = 0;
  bytesWritten = 0;
  /** What it writes is a line of a cache that holds the same: see `Bus.epoch`. */
  writesBack = false;

  constructor(
    readonly index: number,
    readonly initiator: Initiator,
    readonly priority: number,
    readonly master: BusMaster,
    private readonly bus: { present(port: BusPort, direction: BusDirection): void },
  ) {}

  /** Present `read` or `write` (filled in beforehand). Its first beat comes in the next cycle at the earliest. */
  present(direction: BusDirection): void {
    this.bus.present(this, direction);
  }
}

/** One of the two channels: who has it, how far the run is, and what of it does not change until it ends. */
export class Channel {
  owner: BusPort | undefined;
  transaction = IDLE;
  region: Region | undefined;
  /** Cycles of the first beat, and of the one behind the last. */
  start: Cycle = 0;
  end: Cycle = Infinity;
  done = 0;
  /** Physical address less the one that the master gave. */
  shift = 0;
  lastOwner = -1;
  /** Ports with a transaction presented, and the one that came last. */
  waiting = 0;
  latest: BusPort | undefined;
  stride = 1;
  mmio = false;
  firstBytes = 0;
  dataBytes = 0;
  readonly write: boolean;

  constructor(readonly direction: BusDirection) {
    this.write = direction === 'write';
  }

  take(owner: BusPort, region: Region): void {
    const t = this.write ? owner.write : owner.read;
    this.owner = owner;
    this.transaction = t;
    this.region = region;
    this.stride = region.stride;
    this.mmio = region.kind === 'mmio';
    const { sizeLog2 } = t;
    const size = 1 << sizeLog2;
    const first = size - (t.address & (size - 1));
    this.firstBytes = first;
    this.dataBytes = t.fixed ? first * t.beats : first + ((t.beats - 1) << sizeLog2);
  }

  release(): void {
    this.owner = undefined;
    this.transaction = IDLE;
    this.region = undefined;
    this.start = 0;
    this.end = Infinity;
    this.done = 0;
    this.shift = 0;
    this.mmio = false;
  }

  /** Cycle of the next beat to registers, which cannot be moved later. */
  get mmioBeatAt(): Cycle {
    return this.mmio && this.done < this.transaction.beats ? this.start + this.done * this.stride : Infinity;
  }

  /** Bytes of the beats that have come. */
  get bytesDone(): number {
    const { transaction, done, firstBytes } = this;
    if (done === 0) return 0;
    return transaction.fixed ? done * firstBytes : firstBytes + ((done - 1) << transaction.sizeLog2);
  }

  /** How many beats lie before `cycle`. */
  due(cycle: Cycle): number {
    if (this.owner === undefined || cycle <= this.start) return 0;
    if (cycle >= this.end) return this.transaction.beats;
    return Math.floor((cycle - this.start - 1) / this.stride) + 1;
  }
}

const IDLE = new Transaction();

/** Where nothing answers. */
export const NOWHERE: Region = { kind: 'ram', name: 'unmapped', base: 0, bytes: 0, setup: 0, stride: 1 };
