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

export type BusResponse = 'okay' | 'slave-error' | 'decode-error';
export type BusDirection = 'read' | 'write';
export type Arbitration = 'round-robin' | 'priority';

/** A burst of beats that a master presents. The object belongs to its port and is reused. */
export class Transaction {
  address = 0;
  /** log2 of the bytes of a beat. */
  sizeLog2 = 0;
  beats = 0;
  /** True: every beat goes to the same address. */
  fixed = false;
  /** Non-secure access (AxPROT[1]). */
  nonSecure = false;
  initiator = 0;
  cause: EntryRef = 0;
  /** Free for the master; goes into the journal entry's `detail`. */
  detail = 0;
  /** Data: a read fills it, a write takes from it, `first + (beats - 1) * size` bytes (fixed: `first * beats`). */
  data = new Uint8Array(0);
  response: BusResponse = 'okay';
  /** Journal entry of the run, once granted. */
  entry: EntryRef = 0;

  /** Bytes in the first beat: fewer than a beat when the address is unaligned. */
  get firstBytes(): number {
    const size = 1 << this.sizeLog2;
    return size - (this.address & (size - 1));
  }

  get dataBytes(): number {
    return this.fixed ? this.firstBytes * this.beats : this.firstBytes + (this.beats - 1) * (1 << this.sizeLog2);
  }
}

/** What a master hears from the bus. Called in the cycle behind the last beat. */
export interface BusMaster {
  transactionDone(direction: BusDirection, transaction: Transaction): void;
}

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

  constructor(
    readonly index: number,
    readonly initiator: Initiator,
    readonly priority: number,
    readonly master: BusMaster,
    private readonly bus: Bus,
  ) {}

  /** Present `read` or `write` (filled in beforehand). Its first beat comes in the next cycle at the earliest. */
  present(direction: BusDirection): void {
    this.bus.present(this, direction);
  }
}

/** One of the two channels: who has it, and how far the run is. */
class Channel {
  owner: BusPort | undefined;
  region: Region | undefined;
  start: Cycle = 0;
  end: Cycle = Infinity;
  done = 0;
  lastOwner = -1;

  constructor(readonly direction: BusDirection) {}

  get transaction(): Transaction {
    const owner = this.owner as BusPort;
    return this.direction === 'read' ? owner.read : owner.write;
  }
}

export interface BusOptions {
  readonly arbitration?: Arbitration;
}

export class Bus implements Part {
  readonly name = 'bus';
  nextAt: Cycle = Infinity;
  /** Beats moved since power-on. */
  beatCount = 0;
  readonly arbitration: Arbitration;
  private readonly ports: BusPort[] = [];
  private readonly reads = new Channel('read');
  private readonly writes = new Channel('write');

  constructor(
    private readonly clock: Clock,
    private readonly map: AddressMap,
    private readonly memory: SparseMemory,
    private readonly journal: Journal,
    options: BusOptions = {},
  ) {
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
    if (direction === 'read') port.readSince = now;
    else port.writeSince = now;
    const channel = direction === 'read' ? this.reads : this.writes;
    if (channel.owner === undefined) this.clock.wake(this, this.acting ? now : now + 1);
  }

  /** True while `act` runs: what is then presented can still be granted in this cycle. */
  private acting = false;

  act(): void {
    this.acting = true;
    const now = this.clock.now;
    if (this.nextMmioBeat() <= now) this.settle(now + 1);
    this.finish(this.reads, now);
    this.finish(this.writes, now);
    this.grant(this.reads, now);
    this.grant(this.writes, now);
    this.acting = false;
    this.nextAt = this.nextEvent(now);
  }

  /** Move all beats of cycles before `cycle`. */
  settle(cycle: Cycle): void {
    const reads = this.due(this.reads, cycle);
    const writes = this.due(this.writes, cycle);
    if (reads > this.reads.done && writes > this.writes.done && this.overlap()) this.settleInOrder(reads, writes);
    else {
      if (reads > this.reads.done) this.move(this.reads, reads);
      if (writes > this.writes.done) this.move(this.writes, writes);
    }
  }

  private due(channel: Channel, cycle: Cycle): number {
    if (channel.owner === undefined) return 0;
    const passed = cycle - channel.start;
    if (passed <= 0) return 0;
    const stride = (channel.region as Region).stride;
    const beats = channel.transaction.beats;
    return passed >= (beats - 1) * stride + 1 ? beats : Math.floor((passed - 1) / stride) + 1;
  }

  private overlap(): boolean {
    const a = this.reads.transaction;
    const b = this.writes.transaction;
    return a.address < b.address + b.dataBytes && b.address < a.address + a.dataBytes;
  }

  /** Both channels touch the same bytes: beat by beat in time order, a read before a write of the same cycle. */
  private settleInOrder(reads: number, writes: number): void {
    const { reads: r, writes: w } = this;
    while (r.done < reads || w.done < writes) {
      const readAt = r.done < reads ? r.start + r.done * (r.region as Region).stride : Infinity;
      const writeAt = w.done < writes ? w.start + w.done * (w.region as Region).stride : Infinity;
      if (readAt <= writeAt) this.move(r, r.done + 1);
      else this.move(w, w.done + 1);
    }
  }

  /** Move the beats of `channel` up to the `upTo`-th. */
  private move(channel: Channel, upTo: number): void {
    const t = channel.transaction;
    const from = channel.done;
    channel.done = upTo;
    this.beatCount += upTo - from;
    if (t.response !== 'okay') {
      if (channel.direction === 'read') t.data.fill(0, 0, t.dataBytes);
    } else if ((channel.region as Region).kind === 'mmio') this.moveMmio(channel, t, from, upTo);
    else if (t.fixed) for (let beat = from; beat < upTo; beat++) this.moveRam(channel, t, t.address, beat * t.firstBytes, t.firstBytes);
    else {
      const first = t.firstBytes;
      const begin = from === 0 ? 0 : first + (from - 1) * (1 << t.sizeLog2);
      this.moveRam(channel, t, (t.address + begin) >>> 0, begin, first + (upTo - 1) * (1 << t.sizeLog2) - begin);
    }
    if (t.entry !== 0) this.journal.runMoved(t.entry, upTo);
  }

  private moveRam(channel: Channel, t: Transaction, address: number, at: number, length: number): void {
    if (t.entry === 0) {
      if (channel.direction === 'read') this.memory.read(address, t.data, at, length);
      else this.memory.write(address, t.data, at, length);
      return;
    }
    if (this.journal.runIsInline(t.entry)) {
      const old = littleEndian(this.memory, address, length);
      if (channel.direction === 'read') {
        this.memory.read(address, t.data, at, length);
        this.journal.runInline(t.entry, fold(t.data, at + length), 0);
      } else {
        const before = at === 0 ? old : (this.journal.entry(t.entry).old | (old << (8 * at))) >>> 0;
        this.memory.write(address, t.data, at, length);
        this.journal.runInline(t.entry, fold(t.data, at + length), before);
      }
      return;
    }
    const payload = this.journal.runPayload(t.entry);
    if (channel.direction === 'read') {
      this.memory.read(address, t.data, at, length);
    } else {
      this.memory.read(address, payload.bytes, payload.at + payload.room + at, length);
      this.memory.write(address, t.data, at, length);
    }
    if (length <= 16) for (let i = 0; i < length; i++) payload.bytes[payload.at + at + i] = t.data[at + i];
    else payload.bytes.set(t.data.subarray(at, at + length), payload.at + at);
  }

  private moveMmio(channel: Channel, t: Transaction, from: number, upTo: number): void {
    const region = channel.region as Region;
    if (region.kind !== 'mmio') return;
    const size = 1 << t.sizeLog2;
    for (let beat = from; beat < upTo; beat++) {
      const bytes = beat === 0 || t.fixed ? t.firstBytes : size;
      const at = beat === 0 ? 0 : t.fixed ? beat * t.firstBytes : t.firstBytes + (beat - 1) * size;
      const address = t.fixed ? t.address : t.address + at;
      for (let part = 0; part < bytes; part += 4) {
        const length = Math.min(4, bytes - part);
        const offset = address - region.base + part;
        if (channel.direction === 'read') unfold(t.data, at + part, length, region.target.read(offset, length, t.entry));
        else {
          const before = region.target.peek(offset, length);
          const value = fold(t.data.subarray(at + part, at + part + length), length);
          this.recordMmioWrite(t, at + part, length, value, before);
          region.target.write(offset, length, value, t.entry);
        }
      }
      if (channel.direction === 'read') this.recordMmioRead(t, at, bytes);
    }
  }

  private recordMmioWrite(t: Transaction, at: number, length: number, value: number, before: number): void {
    if (t.entry === 0) return;
    if (this.journal.runIsInline(t.entry)) {
      const sofar = this.journal.entry(t.entry);
      this.journal.runInline(t.entry, (sofar.value | (value << (8 * at))) >>> 0, (sofar.old | (before << (8 * at))) >>> 0);
      return;
    }
    const payload = this.journal.runPayload(t.entry);
    unfold(payload.bytes, payload.at + at, length, value);
    unfold(payload.bytes, payload.at + payload.room + at, length, before);
  }

  private recordMmioRead(t: Transaction, at: number, bytes: number): void {
    if (t.entry === 0) return;
    if (this.journal.runIsInline(t.entry)) this.journal.runInline(t.entry, fold(t.data, at + bytes), 0);
    else {
      const payload = this.journal.runPayload(t.entry);
      payload.bytes.set(t.data.subarray(at, at + bytes), payload.at + at);
    }
  }

  private finish(channel: Channel, now: Cycle): void {
    if (channel.owner === undefined || channel.end > now) return;
    this.settle(now);
    const { owner, transaction } = channel;
    if (transaction.response === 'okay') {
      if (channel.direction === 'read') owner.bytesRead += transaction.dataBytes;
      else owner.bytesWritten += transaction.dataBytes;
    }
    channel.owner = undefined;
    channel.region = undefined;
    channel.end = Infinity;
    channel.done = 0;
    owner.master.transactionDone(channel.direction, transaction);
  }

  private grant(channel: Channel, now: Cycle): void {
    if (channel.owner !== undefined) return;
    const port = this.choose(channel);
    if (port === undefined) return;
    if (channel.direction === 'read') port.readSince = Infinity;
    else port.writeSince = Infinity;
    channel.owner = port;
    channel.lastOwner = port.index;
    channel.done = 0;
    const t = channel.transaction;
    const region = this.map.find(t.address);
    const end = t.fixed ? t.address + t.firstBytes : t.address + t.dataBytes;
    if (region === undefined || end > region.base + region.bytes) t.response = 'decode-error';
    else t.response = 'okay';
    channel.region = region ?? NOWHERE;
    channel.start = now + channel.region.setup;
    channel.end = channel.start + (t.beats - 1) * channel.region.stride + 1;
    const write = channel.direction === 'write';
    t.entry = this.journal.addRun(write, t.initiator, t.address, t.sizeLog2, t.firstBytes, t.beats, t.fixed, channel.region.stride, channel.region.setup, t.cause, t.detail);
    if (t.response !== 'okay' && t.entry !== 0) this.journal.runFailed(t.entry);
  }

  private choose(channel: Channel): BusPort | undefined {
    const count = this.ports.length;
    let best: BusPort | undefined;
    for (let step = 1; step <= count; step++) {
      const port = this.ports[(channel.lastOwner + step) % count];
      const since = channel.direction === 'read' ? port.readSince : port.writeSince;
      if (since === Infinity) continue;
      if (this.arbitration === 'round-robin') return port;
      if (best === undefined || port.priority > best.priority) best = port;
    }
    return best;
  }

  private nextMmioBeat(): Cycle {
    return Math.min(mmioBeatAt(this.reads), mmioBeatAt(this.writes));
  }

  private nextEvent(now: Cycle): Cycle {
    let at = Math.min(this.reads.end, this.writes.end, this.nextMmioBeat());
    if ((this.reads.owner === undefined && this.choose(this.reads) !== undefined) || (this.writes.owner === undefined && this.choose(this.writes) !== undefined)) {
      at = Math.min(at, now + 1);
    }
    return at;
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
        lastOwner: channel.lastOwner,
      })),
      ports: this.ports.map((port) => ({
        readSince: port.readSince,
        writeSince: port.writeSince,
        bytesRead: port.bytesRead,
        bytesWritten: port.bytesWritten,
        read: saveTransaction(port.read, this.reads.owner === port || port.readSince !== Infinity),
        write: saveTransaction(port.write, this.writes.owner === port || port.writeSince !== Infinity),
      })),
    };
  }

  load(state: PlainState): void {
    const saved = state as SavedBus;
    this.nextAt = saved.nextAt;
    this.beatCount = saved.beatCount;
    this.ports.forEach((port, i) => {
      port.readSince = saved.ports[i].readSince;
      port.writeSince = saved.ports[i].writeSince;
      port.bytesRead = saved.ports[i].bytesRead;
      port.bytesWritten = saved.ports[i].bytesWritten;
      loadTransaction(port.read, saved.ports[i].read);
      loadTransaction(port.write, saved.ports[i].write);
    });
    [this.reads, this.writes].forEach((channel, i) => {
      const from = saved.channels[i];
      channel.owner = from.owner < 0 ? undefined : this.ports[from.owner];
      channel.start = from.start;
      channel.end = from.end;
      channel.done = from.done;
      channel.lastOwner = from.lastOwner;
      channel.region = channel.owner === undefined ? undefined : (this.map.find(channel.transaction.address) ?? NOWHERE);
      if (channel.owner !== undefined && channel.transaction.entry !== 0) this.journal.trimRun(channel.transaction.entry, channel.done);
    });
  }
}

const NOWHERE: Region = { kind: 'ram', name: 'unmapped', base: 0, bytes: 0, setup: 0, stride: 1 };

interface SavedTransaction extends Omit<Transaction, 'data' | 'firstBytes' | 'dataBytes'> {
  data: Uint8Array | null;
}

interface SavedBus {
  nextAt: Cycle;
  beatCount: number;
  channels: { owner: number; start: Cycle; end: Cycle; done: number; lastOwner: number }[];
  ports: { readSince: Cycle; writeSince: Cycle; bytesRead: number; bytesWritten: number; read: SavedTransaction; write: SavedTransaction }[];
}

function saveTransaction(t: Transaction, live: boolean): SavedTransaction {
  const { address, sizeLog2, beats, fixed, nonSecure, initiator, cause, detail, response, entry } = t;
  return { address, sizeLog2, beats, fixed, nonSecure, initiator, cause, detail, response, entry, data: live ? t.data.slice(0, t.dataBytes) : null };
}

/** A master's data buffer is its own: what is under way is put back into it. */
function loadTransaction(t: Transaction, from: SavedTransaction): void {
  const { data, ...fields } = from;
  Object.assign(t, fields);
  if (data === null) return;
  if (t.data.length < data.length) t.data = data.slice();
  else t.data.set(data);
}

function mmioBeatAt(channel: Channel): Cycle {
  if (channel.owner === undefined || channel.region?.kind !== 'mmio' || channel.done >= channel.transaction.beats) return Infinity;
  return channel.start + channel.done * channel.region.stride;
}

function fold(data: Uint8Array, length: number): number {
  let value = 0;
  for (let i = 0; i < length; i++) value |= data[i] << (8 * i);
  return value >>> 0;
}

function unfold(data: Uint8Array, at: number, length: number, value: number): void {
  for (let i = 0; i < length; i++) data[at + i] = value >>> (8 * i);
}

function littleEndian(memory: SparseMemory, address: number, length: number): number {
  let value = 0;
  for (let i = 0; i < length; i++) value |= memory.readByte((address + i) >>> 0) << (8 * i);
  return value >>> 0;
}
