/**
 * The system bus: a read and a write channel (as in AXI), each moving one beat per clock cycle or per the target's
 * stride. A master has at most one transaction presented per channel; whole transactions are arbitrated, round-robin
 * or by priority. Beats to RAM are moved lazily ("settled") before anybody can look; the result is the same as moving
 * each in its cycle. Not modelled: interleaving of beats of different masters on one channel, exclusive accesses,
 * reordering by transaction ID.
 */
import type { Clock, Cycle, Part, PlainState } from '../clock';
import type { EntryRef, Initiator, InitiatorKind, Journal } from '../journal/journal';
import type { SparseMemory } from '../memory/sparse-memory';
import type { AddressMap, Region } from './address-map';
import { Beats } from './beats';
import { BusPort, Channel, NOWHERE } from './channel';
import type { BusDirection, BusMaster, SavedTransaction, Transaction } from './transaction';
import { isWordBurst, loadTransaction, saveTransaction } from './transaction';

export type Arbitration = 'round-robin' | 'priority';

/** Caches that look at what passes on a coherent bus: told when a burst to RAM begins, and again when a write has ended. */
export interface Snooper {
  snoop(address: number, bytes: number, write: boolean, port: BusPort): void;
}

/** Stands between memory and the masters that are no processors: an IOMMU, and who watches where they go. */
export interface DmaGate {
  /** Where a burst leads; -1: refused. */
  translate(address: number, bytes: number, write: boolean): number;
  /** A burst begins; `pa` is -1 when it was refused. */
  seen(transaction: Readonly<Transaction>, bytes: number, write: boolean, pa: number, initiator: Initiator): void;
  /** How far behind `address` nothing changes for those two; 0: ask about each burst. */
  alike(address: number): number;
}

export interface BusOptions {
  readonly arbitration?: Arbitration;
}

export class Bus implements Part {
  readonly name = 'bus';
  nextAt: Cycle = Infinity;
  /** Beats moved since power-on. */
  beatCount = 0;
  /** Another one whenever memory may hold something else, lines that the processor's own caches write back aside. No state. */
  epoch = 0;
  /** `epoch` begins anew: numbers kept of it mean nothing any more. */
  onNewCount: (() => void) | undefined;
  readonly arbitration: Arbitration;
  /** Undefined: caches do not see what other masters do. */
  snooper: Snooper | undefined;
  /** Undefined: masters reach what they say, and nobody watches. */
  gate: DmaGate | undefined;
  private readonly ports: BusPort[] = [];
  private readonly reads = new Channel('read');
  private readonly writes = new Channel('write');
  private readonly beats: Beats;
  /** True while `act` runs: what is then presented can still be granted in this cycle. */
  private acting = false;
  /** Both channels are under way on the same bytes. */
  private overlapping = false;
  /** Where lines were carried last. */
  private lines: Region = NOWHERE;
  /** False: every transaction goes its way through the clock; for comparing. */
  inOneGo = true;

  constructor(
    private readonly clock: Clock,
    private readonly map: AddressMap,
    private readonly memory: SparseMemory,
    private readonly journal: Journal,
    options: BusOptions = {},
  ) {
    this.beats = new Beats(memory, journal);
    this.arbitration = options.arbitration ?? 'round-robin';
  }

  /** Bytes that masters of a kind have moved in completed transactions. */
  bytesMoved(kind: InitiatorKind): { read: number; written: number } {
    const ports = this.ports.filter((port) => port.initiator.kind === kind);
    return { read: ports.reduce((sum, port) => sum + port.bytesRead, 0), written: ports.reduce((sum, port) => sum + port.bytesWritten, 0) };
  }

  /** @param priority higher wins when the arbitration goes by priority. */
  port(initiator: Initiator, priority: number, master: BusMaster): BusPort {
    const port = new BusPort(this.ports.length, initiator, priority, master, this);
    this.ports.push(port);
    return port;
  }

  present(port: BusPort, direction: BusDirection): void {
    const now = this.clock.now;
    const channel = direction === 'read' ? this.reads : this.writes;
    channel.waiting++;
    channel.latest = port;
    if (direction === 'read') port.readSince = now;
    else port.writeSince = now;
    if (channel.owner === undefined) this.clock.wake(this, this.acting ? now : now + 1);
  }

  /**
   * For a master that acts and will do nothing else until its transaction is through: when the bus is free and nobody
   * claims a cycle before the end, carry it through at once, with `clock.now` at its end, where `transactionDone` is
   * heard. The outcome is that of `present`: same beats, same entries, same cycles.
   * @returns false when it must be presented instead.
   */
  carry(port: BusPort, direction: BusDirection): boolean {
    const { clock, reads, writes } = this;
    const t = direction === 'read' ? port.read : port.write;
    if (!this.free) return false;
    const region = this.map.find(t.address);
    if (region?.kind !== 'ram' || t.address + t.dataBytes > region.base + region.bytes) return false;
    const granted = clock.now + 1;
    const end = granted + region.setup + (t.beats - 1) * region.stride + 1;
    if (end >= clock.horizon || this.nextAt < end) return false;
    const channel = direction === 'read' ? reads : writes;
    if (this.snooper === undefined && port.initiator.kind === 'cpu' && isWordBurst(t)) {
      clock.now = granted;
      if (direction === 'write' && !port.writesBack) this.changed();
      this.moveWords(port, direction === 'write', t.words, 0, region, granted);
      clock.now = end;
      port.master.transactionDone(direction, t);
      return true;
    }
    channel.waiting++;
    channel.latest = port;
    if (direction === 'read') port.readSince = clock.now;
    else port.writeSince = clock.now;
    this.acting = true;
    clock.now = granted;
    this.grant(channel, granted);
    clock.now = end;
    this.finish(channel, end);
    this.acting = false;
    return true;
  }

  /** Memory may hold something else than before. */
  changed(): void {
    this.epoch++;
    if (this.epoch < MOST_EPOCHS) return;
    this.epoch = 0;
    this.onNewCount?.();
  }

  /** Lines of `bytes`, the first at `address`, may be carried by `carryLine` now, which takes no more than `cycles`. */
  carriesLines(address: number, bytes: number, cycles: number): boolean {
    const { clock } = this;
    if (this.snooper !== undefined || !this.free || clock.horizon - clock.now < cycles) return false;
    const { lines } = this;
    if (address >= lines.base && address + bytes <= lines.base + lines.bytes) return true;
    const region = this.map.find(address);
    if (region?.kind !== 'ram' || address + bytes > region.base + region.bytes) return false;
    this.lines = region;
    return true;
  }

  /**
   * `carry` for a line that a cache fills or writes back, from or to `words[at …]`, without asking again: only while
   * `carriesLines` says yes. `clock.now` is at its end then; `transactionDone` is not heard.
   */
  carryLine(port: BusPort, write: boolean, address: number, words: Uint32Array, at: number, beats: number, cause: EntryRef, detail: number): EntryRef {
    const { clock, lines } = this;
    const t = write ? port.write : port.read;
    t.address = address;
    t.sizeLog2 = 2;
    t.beats = beats;
    t.fixed = false;
    t.nonSecure = false;
    t.initiator = port.initiator.code;
    t.cause = cause;
    t.detail = detail;
    const granted = clock.now + 1;
    clock.now = granted;
    this.moveWords(port, write, words, at, lines, granted);
    clock.now = granted + lines.setup + (beats - 1) * lines.stride + 1;
    return t.entry;
  }

  /** What `grant` and `finish` come to for a burst of whole words within a page, with nobody to ask. */
  private moveWords(port: BusPort, write: boolean, words: Uint32Array, at: number, { setup, stride }: Region, granted: Cycle): void {
    const t = write ? port.write : port.read;
    const { address, beats } = t;
    t.response = 'okay';
    t.entry = this.journal.addWords(granted, write, t.initiator, address, beats, stride, setup, t.cause, t.detail);
    (write ? this.writes : this.reads).lastOwner = port.index;
    this.beatCount += beats;
    if (write) port.bytesWritten += 4 * beats;
    else port.bytesRead += 4 * beats;
    this.beats.moveLine(write, t, words, at);
  }

  act(): void {
    const { reads, writes } = this;
    this.acting = true;
    const now = this.clock.now;
    if (reads.mmioBeatAt <= now || writes.mmioBeatAt <= now) this.settle(now + 1);
    if (reads.end <= now) this.finish(reads, now);
    if (writes.end <= now) this.finish(writes, now);
    if (reads.waiting > 0 && reads.owner === undefined) this.grant(reads, now);
    if (writes.waiting > 0 && writes.owner === undefined) this.grant(writes, now);
    this.acting = false;
    this.nextAt = this.nextEvent(now);
  }

  /** Nothing is under way or waits, and a master may `carry`. */
  get free(): boolean {
    return this.inOneGo && !this.acting && this.reads.owner === undefined && this.writes.owner === undefined && this.reads.waiting === 0 && this.writes.waiting === 0;
  }

  /** Beats may have been put off: who looks at memory must `settle` first. */
  get moving(): boolean {
    return this.reads.owner !== undefined || this.writes.owner !== undefined;
  }

  /** Move all beats of cycles before `cycle`. */
  settle(cycle: Cycle): void {
    const reads = this.reads.due(cycle);
    const writes = this.writes.due(cycle);
    if (this.overlapping) this.settleInOrder(reads, writes);
    else {
      if (reads > this.reads.done) this.move(this.reads, reads);
      if (writes > this.writes.done) this.move(this.writes, writes);
    }
  }

  private overlap(): boolean {
    const { reads, writes } = this;
    if (reads.owner === undefined || writes.owner === undefined) return false;
    const a = reads.transaction.address + reads.shift;
    const b = writes.transaction.address + writes.shift;
    return a < b + writes.dataBytes && b < a + reads.dataBytes;
  }

  /** Both channels touch the same bytes: beat by beat in time order, a read before a write of the same cycle. */
  private settleInOrder(reads: number, writes: number): void {
    const { reads: r, writes: w } = this;
    while (r.done < reads || w.done < writes) {
      const readAt = r.done < reads ? r.start + r.done * r.stride : Infinity;
      const writeAt = w.done < writes ? w.start + w.done * w.stride : Infinity;
      if (readAt <= writeAt) this.move(r, r.done + 1);
      else this.move(w, w.done + 1);
    }
  }

  /** Move the beats of `channel` up to the `upTo`-th. */
  private move(channel: Channel, upTo: number): void {
    const from = channel.done;
    channel.done = upTo;
    this.beatCount += upTo - from;
    if (channel.write && channel.owner?.writesBack !== true) this.changed();
    this.beats.move(channel, from, upTo);
  }

  /** `move` for most bursts. @returns false when this is none of them. */
  private moveWhole(channel: Channel, t: Transaction): boolean {
    if (!this.beats.moveWhole(channel, t)) return false;
    channel.done = t.beats;
    this.beatCount += t.beats;
    if (channel.write) this.changed();
    return true;
  }

  private finish(channel: Channel, now: Cycle): void {
    const owner = channel.owner as BusPort;
    const t = channel.transaction;
    if (this.overlapping) this.settle(now);
    else if (channel.done < t.beats && !this.moveWhole(channel, t)) this.move(channel, t.beats);
    if (t.response === 'okay') {
      if (channel.write) owner.bytesWritten += channel.dataBytes;
      else owner.bytesRead += channel.dataBytes;
    }
    const ram = channel.region?.kind === 'ram';
    const pa = t.address + channel.shift;
    channel.release();
    this.overlapping = false;
    if (this.snooper !== undefined && ram && channel.write) this.snooper.snoop(pa, t.fixed ? t.firstBytes : t.dataBytes, true, owner);
    owner.master.transactionDone(channel.direction, t);
  }

  private grant(channel: Channel, now: Cycle): void {
    const port = this.choose(channel);
    if (port === undefined) return;
    channel.waiting--;
    const { write } = channel;
    if (write) port.writeSince = Infinity;
    else port.readSince = Infinity;
    const t = write ? port.write : port.read;
    const covered = t.fixed ? t.firstBytes : t.dataBytes;
    const gate = port.initiator.kind === 'dma' || port.initiator.kind === 'device' ? this.gate : undefined;
    const pa = gate === undefined ? t.address : gate.translate(t.address, covered, write);
    const region = pa < 0 ? undefined : this.map.find(pa);
    channel.take(port, region ?? NOWHERE);
    channel.lastOwner = port.index;
    channel.done = 0;
    channel.shift = pa < 0 ? 0 : pa - t.address;
    t.response = pa < 0 ? 'slave-error' : region === undefined || pa + covered > region.base + region.bytes ? 'decode-error' : 'okay';
    if (this.snooper !== undefined && region?.kind === 'ram' && t.response === 'okay') this.snooper.snoop(pa, covered, write, port);
    const { setup, stride } = region ?? NOWHERE;
    channel.start = now + setup;
    channel.end = channel.start + (t.beats - 1) * stride + 1;
    this.overlapping = this.overlap();
    t.entry = this.journal.addRun(write, t.initiator, t.address, t.sizeLog2, channel.firstBytes, t.beats, t.fixed, stride, setup, t.cause, t.detail);
    if (t.response !== 'okay' && t.entry !== 0) this.journal.runFailed(t.entry);
    gate?.seen(t, covered, write, pa, port.initiator);
  }

  private choose(channel: Channel): BusPort | undefined {
    const { latest } = channel;
    if (channel.waiting === 1 && latest !== undefined && (channel.write ? latest.writeSince : latest.readSince) !== Infinity) return latest;
    const count = this.ports.length;
    let best: BusPort | undefined;
    for (let step = 1; step <= count; step++) {
      const port = this.ports[(channel.lastOwner + step) % count];
      const since = channel.write ? port.writeSince : port.readSince;
      if (since === Infinity) continue;
      if (this.arbitration === 'round-robin') return port;
      if (best === undefined || port.priority > best.priority) best = port;
    }
    return best;
  }

  private nextEvent(now: Cycle): Cycle {
    const { reads, writes } = this;
    if ((reads.waiting > 0 && reads.owner === undefined) || (writes.waiting > 0 && writes.owner === undefined)) return now + 1;
    let at = reads.end < writes.end ? reads.end : writes.end;
    if (reads.mmio || writes.mmio) at = Math.min(at, reads.mmioBeatAt, writes.mmioBeatAt);
    return at;
  }

  /**
   * For a master that knows that the bus will repeat itself: where both channels stand, relative to `now`.
   * @returns false when another port has or wants a channel.
   */
  sample(port: BusPort, now: Cycle, into: number[]): boolean {
    if (this.snooper !== undefined) return false;
    for (const channel of [this.reads, this.writes]) {
      const mine = (channel.direction === 'read' ? port.readSince : port.writeSince) === Infinity ? 0 : 1;
      if (channel.waiting !== mine || (channel.owner !== undefined && channel.owner !== port)) return false;
      into.push(mine, channel.lastOwner, channel.owner === undefined ? -1 : channel.start - now, channel.owner === undefined ? -1 : channel.end - now, channel.owner === undefined ? -1 : channel.transaction.beats);
    }
    into.push(this.nextAt - now);
    return true;
  }

  /** `cycles` later the channels stand as now; meanwhile `port` has moved so much. The master moves addresses and data. */
  repeat(port: BusPort, cycles: Cycle, beats: number, bytesRead: number, bytesWritten: number): void {
    for (const channel of [this.reads, this.writes]) {
      if (channel.owner === undefined) continue;
      channel.start += cycles;
      channel.end += cycles;
    }
    this.nextAt += cycles;
    port.readSince += cycles;
    port.writeSince += cycles;
    this.beatCount += beats;
    this.changed();
    port.bytesRead += bytesRead;
    port.bytesWritten += bytesWritten;
  }

  /** Beats of the port's transaction that have come. */
  beatsDone(port: BusPort, direction: BusDirection): number {
    const channel = direction === 'read' ? this.reads : this.writes;
    return channel.owner === port ? channel.done : 0;
  }

  /** The RAM region that holds all of a range, or undefined. */
  ramAt(address: number, length: number): Region | undefined {
    const region = this.map.find(address);
    if (region?.kind !== 'ram') return undefined;
    const room = Math.min(region.base + region.bytes - address, this.gate?.alike(address) ?? Infinity);
    return length > room ? undefined : { ...region, base: address, bytes: room };
  }

  get ram(): SparseMemory {
    return this.memory;
  }

  save(): PlainState {
    return {
      nextAt: this.nextAt,
      beatCount: this.beatCount,
      channels: [this.reads, this.writes].map((channel) => ({
        owner: channel.owner?.index ?? -1,
        start: channel.start,
        end: channel.end,
        done: channel.done,
        shift: channel.shift,
        lastOwner: channel.lastOwner,
      })),
      ports: this.ports.map((port) => ({
        readSince: port.readSince,
        writeSince: port.writeSince,
        bytesRead: port.bytesRead,
        bytesWritten: port.bytesWritten,
        /** Of a read only what has come: behind it the buffer holds what an earlier burst left, or a later one before a restore. */
        read: saveTransaction(port.read, this.reads.owner === port ? this.reads.bytesDone : 0),
        write: saveTransaction(port.write, this.writes.owner === port || port.writeSince !== Infinity ? port.write.dataBytes : 0),
      })),
    };
  }

  load(state: PlainState): void {
    const saved = state as SavedBus;
    this.nextAt = saved.nextAt;
    this.beatCount = saved.beatCount;
    this.changed();
    this.ports.forEach((port, i) => {
      port.readSince = saved.ports[i].readSince;
      port.writeSince = saved.ports[i].writeSince;
      port.bytesRead = saved.ports[i].bytesRead;
      port.bytesWritten = saved.ports[i].bytesWritten;
      port.writesBack = false;
      loadTransaction(port.read, saved.ports[i].read);
      loadTransaction(port.write, saved.ports[i].write);
    });
    [this.reads, this.writes].forEach((channel, i) => {
      const from = saved.channels[i];
      channel.release();
      if (from.owner >= 0) {
        const port = this.ports[from.owner];
        channel.take(port, this.map.find(port[channel.direction].address + from.shift) ?? NOWHERE);
        channel.shift = from.shift;
      }
      channel.start = from.start;
      channel.end = from.end;
      channel.done = from.done;
      channel.lastOwner = from.lastOwner;
      channel.waiting = this.ports.filter((port) => (channel.direction === 'read' ? port.readSince : port.writeSince) !== Infinity).length;
      if (channel.owner !== undefined && channel.transaction.entry !== 0) this.journal.trimRun(channel.transaction.entry, channel.done);
    });
    this.overlapping = this.overlap();
  }
}

/** Epochs are kept in 32 bits. */
const MOST_EPOCHS = 2 ** 31 - 1;

interface SavedBus {
  nextAt: Cycle;
  beatCount: number;
  channels: { owner: number; shift: number; start: Cycle; end: Cycle; done: number; lastOwner: number }[];
  ports: { readSince: Cycle; writeSince: Cycle; bytesRead: number; bytesWritten: number; read: SavedTransaction; write: SavedTransaction }[];
}
