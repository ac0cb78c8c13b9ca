/**
 * The data path: executed loads and stores queue up, move over the bus beat by beat, and meet in the MFIFO. Loads begin in
 * the order of execution, and so do stores; a store begins when all its data is in the MFIFO. A burst that would cross a
 * 4 KiB boundary goes as two. ARM DDI 0424 sections 2.9, 2.10; endian swap 3.3.15.
 * Not modelled: more than one read and one write on the bus at a time (the capabilities of CRD are only shown); ARCACHE,
 * AWCACHE and the privileged and instruction bits of the protection fields.
 */
import type { Transaction } from '../../bus/transaction';
import type { BusPort } from '../../bus/channel';
import type { SparseMemory } from '../../memory/sparse-memory';
import { type Burst, BurstQueue } from './burst-queue';
import type { Pl330Config } from './config';
import { FAULT } from './faults';
import { Chunk, type Mfifo } from './mfifo';
import type { PeripheralRequests } from './requests';
import type { ThreadControl } from './thread-control';
import { STALL, type Threads } from './threads';

const BOUNDARY = 4096;

export class DataPath {
  readonly loads: BurstQueue;
  readonly stores: BurstQueue;
  port: BusPort | undefined;
  /** Loads executed and done by thread, modulo 2^32: what a store in 'program' order waits for. */
  readonly loadsExecuted: Uint32Array;
  private readonly loadsDone: Uint32Array;
  /** The head of the queue is on the bus; what comes back is dropped when the controller was reset meanwhile. */
  private readFlight = false;
  private writeFlight = false;
  private dropRead = false;
  private dropWrite = false;
  /** Where the port's burst goes and comes from; whole bursts change places with chunks of the MFIFO. */
  private readChunk = new Chunk();
  private writeChunk = new Chunk();
  private readonly inProgramOrder: boolean;

  constructor(
    config: Pl330Config,
    private readonly threads: Threads,
    private readonly control: ThreadControl,
    private readonly mfifo: Mfifo,
    private readonly requests: PeripheralRequests,
  ) {
    this.loads = new BurstQueue(config.readQueue);
    this.stores = new BurstQueue(config.writeQueue);
    this.loadsExecuted = new Uint32Array(threads.count);
    this.loadsDone = new Uint32Array(threads.count);
    this.inProgramOrder = config.ordering === 'program';
  }

  connect(port: BusPort): void {
    this.port = port;
    port.read.useBuffer(this.readChunk.bytes, this.readChunk.words);
    port.write.useBuffer(this.writeChunk.bytes, this.writeChunk.words);
  }

  get idle(): boolean {
    return this.loads.count === 0 && this.stores.count === 0;
  }

  /** In 'program' order: does an unfinished store of the thread touch these bytes? */
  mustWaitForStore(thread: number, address: number, bytes: number): boolean {
    if (!this.inProgramOrder || this.threads.storesOpen[thread] === 0) return false;
    for (let i = 0; i < this.stores.count; i++) {
      const store = this.stores.at(i);
      if (store.thread !== thread) continue;
      const covered = store.fixed ? 1 << store.sizeLog2 : store.bytes;
      if ((address - store.address) >>> 0 < covered || (store.address - address) >>> 0 < bytes) return true;
    }
    return false;
  }

  /** Present the oldest load, when the port is free. */
  startLoad(): void {
    if (this.readFlight || this.loads.count === 0) return;
    const port = this.port as BusPort;
    const burst = this.loads.head;
    this.fillIn(port.read, burst);
    port.read.detail = 0;
    this.readFlight = true;
    port.present('read');
  }

  /** Present the oldest store, when the port is free and all its data is there. */
  startStore(): void {
    if (this.writeFlight || this.stores.count === 0) return;
    const burst = this.stores.head;
    const channel = burst.thread - 1;
    if (!burst.zeros && this.mfifo.filled[channel] < burst.bytes) return;
    if (this.inProgramOrder && ((this.loadsDone[burst.thread] - burst.loadsBefore) | 0) < 0) return;
    const port = this.port as BusPort;
    const t = port.write;
    this.fillIn(t, burst);
    if (burst.zeros) {
      this.writeChunk.bytes.fill(0, 0, t.dataBytes);
      t.detail = 0;
    } else this.takeData(t, burst);
    this.writeFlight = true;
    port.present('write');
  }

  /** The store's data from the MFIFO to the port. */
  private takeData(t: Transaction, burst: Burst): void {
    const { mfifo } = this;
    const channel = burst.thread - 1;
    const bytes = t.dataBytes;
    t.detail = mfifo.source(channel);
    const whole = mfifo.takeWhole(channel, bytes);
    if (whole === undefined) mfifo.take(channel, this.writeChunk.bytes, bytes);
    else {
      mfifo.recycle(this.writeChunk);
      this.writeChunk = whole;
      t.useBuffer(whole.bytes, whole.words);
    }
    if (burst.swapLog2 > 0) swapGroups(this.writeChunk.bytes, bytes, burst.fixed ? 0 : burst.address, burst.swapLog2);
  }

  private fillIn(t: Transaction, burst: Burst): void {
    t.address = burst.address;
    t.sizeLog2 = burst.sizeLog2;
    t.fixed = burst.fixed;
    const left = BOUNDARY - (burst.address & (BOUNDARY - 1));
    const most = (left + (1 << burst.sizeLog2) - 1) >> burst.sizeLog2;
    t.beats = burst.fixed || burst.beats <= most ? burst.beats : most;
    t.nonSecure = burst.nonSecure;
    t.initiator = this.control.initiators[burst.thread];
    t.cause = burst.entry;
  }

  /** A read burst has come. */
  loadArrived(t: Transaction): void {
    this.readFlight = false;
    if (this.dropRead) this.dropRead = false;
    else this.takeLoad(this.loads.head, t);
    this.startLoad();
    this.startStore();
  }

  private takeLoad(burst: Burst, t: Transaction): void {
    const { thread } = burst;
    const bytes = t.dataBytes;
    const failed = t.response !== 'okay';
    if (!burst.cancelled && !failed) {
      this.mfifo.append(thread - 1, this.readChunk, bytes, t.entry);
      this.readChunk = this.mfifo.newChunk();
      t.useBuffer(this.readChunk.bytes, this.readChunk.words);
    }
    advance(burst, t.beats, bytes);
    if (burst.beats > 0 && !burst.cancelled && !failed) return;
    const { peripheral, asBurst, entry, cancelled } = burst;
    this.loads.pop();
    this.threads.loadsOpen[thread]--;
    this.loadsDone[thread]++;
    if (failed && !cancelled) this.control.fault(thread, FAULT.data_read_err, t.entry !== 0 ? t.entry : entry, true);
    else if (peripheral >= 0 && !cancelled) this.requests.acknowledge(peripheral, asBurst, entry);
    this.control.resumeStalled(STALL.readQueue);
    this.loadsEnded(thread, t.entry);
  }

  /** A write burst is done. */
  storeDone(t: Transaction): void {
    this.writeFlight = false;
    if (this.dropWrite) this.dropWrite = false;
    else this.takeStore(this.stores.head, t);
    this.startStore();
    this.startLoad();
  }

  private takeStore(burst: Burst, t: Transaction): void {
    const { thread } = burst;
    const bytes = t.dataBytes;
    const failed = t.response !== 'okay';
    if (!burst.zeros && !burst.cancelled) {
      this.mfifo.release(thread - 1, bytes);
      this.control.resumeStalled(STALL.mfifo);
    }
    advance(burst, t.beats, bytes);
    if (burst.beats > 0 && !burst.cancelled && !failed) return;
    const { peripheral, asBurst, entry, cancelled } = burst;
    this.stores.pop();
    this.threads.storesOpen[thread]--;
    if (failed && !cancelled) this.control.fault(thread, FAULT.data_write_err, t.entry !== 0 ? t.entry : entry, true);
    else if (peripheral >= 0 && !cancelled) this.requests.acknowledge(peripheral, asBurst, entry);
    this.control.resumeStalled(STALL.writeQueue);
    if (this.inProgramOrder) this.control.resumeStalled(STALL.order);
    this.storesEnded(thread, t.entry);
  }

  private loadsEnded(thread: number, cause: number): void {
    if (this.threads.loadsOpen[thread] > 0) return;
    if (this.threads.stall[thread] === STALL.loads) this.control.resume(thread);
    this.control.settleThread(thread, cause);
  }

  private storesEnded(thread: number, cause: number): void {
    if (this.threads.storesOpen[thread] > 0) return;
    if (this.threads.stall[thread] === STALL.stores) this.control.resume(thread);
    this.control.settleThread(thread, cause);
  }

  /** The thread's bursts that are not on the bus are forgotten, what is on the bus concerns nobody any more. */
  cancelQueued(thread: number): void {
    const { loadsOpen, storesOpen } = this.threads;
    if (this.readFlight && !this.dropRead && this.loads.head.thread === thread) this.loads.head.cancelled = true;
    if (this.writeFlight && !this.dropWrite && this.stores.head.thread === thread) this.stores.head.cancelled = true;
    loadsOpen[thread] -= this.loads.remove(thread, this.readFlight && !this.dropRead ? 1 : 0);
    storesOpen[thread] -= this.stores.remove(thread, this.writeFlight && !this.dropWrite ? 1 : 0);
    this.loadsDone[thread] = this.loadsExecuted[thread] - loadsOpen[thread];
    this.control.resumeStalled(STALL.readQueue);
    this.control.resumeStalled(STALL.writeQueue);
    this.control.resumeStalled(STALL.order);
    this.startStore();
    this.startLoad();
  }

  /** Bytes of the store on the bus, taken from the MFIFO already. */
  get flyingBytes(): number {
    return this.writeFlight ? (this.port as BusPort).write.dataBytes : 0;
  }

  /** Both queues relative to the thread's addresses. @returns false when they hold more than its plain bursts. */
  sample(thread: number, source: number, target: number, into: number[]): boolean {
    if (this.dropRead || this.dropWrite) return false;
    into.push(this.readFlight ? 1 : 0, this.writeFlight ? 1 : 0, this.loadsExecuted[thread] - this.loadsDone[thread]);
    for (const [queue, base] of [
      [this.loads, source],
      [this.stores, target],
    ] as const) {
      into.push(queue.count);
      for (let i = 0; i < queue.count; i++) {
        const burst = queue.at(i);
        if (burst.thread !== thread || burst.fixed || burst.zeros || burst.cancelled || burst.peripheral >= 0 || burst.swapLog2 > 0) return false;
        into.push(burst.address - base, burst.sizeLog2, burst.beats, burst.bytes, burst.nonSecure ? 1 : 0, queue === this.stores ? this.loadsExecuted[thread] - burst.loadsBefore : 0);
      }
    }
    return true;
  }

  /** The same bursts `bytes` further on, after `loads` more loads; `stream` is where the store on the bus has its data from. */
  repeat(thread: number, bytes: number, loads: number, memory: SparseMemory, stream: number, beatsRead: number): void {
    for (const queue of [this.loads, this.stores]) for (let i = 0; i < queue.count; i++) queue.at(i).address += bytes;
    for (let i = 0; i < this.stores.count; i++) this.stores.at(i).loadsBefore += loads;
    this.loadsExecuted[thread] += loads;
    this.loadsDone[thread] += loads;
    const { read, write } = this.port as BusPort;
    read.address += bytes;
    write.address += bytes;
    if (this.writeFlight) memory.read(stream, write.data, 0, write.dataBytes);
    if (this.readFlight && beatsRead > 0) memory.read(read.address, read.data, 0, beatsRead << read.sizeLog2);
  }

  reset(): void {
    this.loads.clear();
    this.stores.clear();
    this.dropRead = this.readFlight;
    this.dropWrite = this.writeFlight;
    this.loadsExecuted.fill(0);
    this.loadsDone.fill(0);
  }

  save() {
    const { readFlight, writeFlight, dropRead, dropWrite } = this;
    return { loads: this.loads.save(), stores: this.stores.save(), executed: this.loadsExecuted.slice(), done: this.loadsDone.slice(), flags: { readFlight, writeFlight, dropRead, dropWrite } };
  }

  load(saved: ReturnType<DataPath['save']>): void {
    this.loads.restore(saved.loads);
    this.stores.restore(saved.stores);
    this.loadsExecuted.set(saved.executed);
    this.loadsDone.set(saved.done);
    Object.assign(this, saved.flags);
  }
}

function advance(burst: Burst, beats: number, bytes: number): void {
  burst.beats -= beats;
  burst.bytes -= bytes;
  if (!burst.fixed) burst.address = (burst.address + bytes) >>> 0;
}

/** Reverse the bytes of each whole group that is aligned at the destination. Parts of groups stay as they are. [M] */
export function swapGroups(data: Uint8Array, length: number, address: number, groupLog2: number): void {
  const group = 1 << groupLog2;
  const first = (group - (address & (group - 1))) & (group - 1);
  for (let at = first; at + group <= length; at += group) {
    for (let low = at, high = at + group - 1; low < high; low++, high--) {
      const byte = data[low];
      data[low] = data[high];
      data[high] = byte;
    }
  }
}
