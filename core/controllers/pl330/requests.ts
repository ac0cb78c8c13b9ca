/**
 * The peripheral request interface: devices raise single or burst requests, DMAWFP takes them, DMALDP and DMASTP
 * acknowledge, DMAFLUSHP forgets and asks anew. ARM DDI 0424 section 2.6, 4.3.4, 4.3.8, 4.3.17, 4.3.20. [M]
 */
import { KIND } from '../../journal/entry-kinds';
import type { EntryRef, Journal } from '../../journal/journal';
import type { ThreadControl } from './thread-control';
import { STALL, type Threads } from './threads';

export type RequestType = 'single' | 'burst';

/** A device on a request line. It may raise its next request from within these calls. */
export interface RequestingDevice {
  /** DMAWFP has taken the request. */
  requestTaken?(type: RequestType, cause: EntryRef): void;
  /** The data of one DMALDP or DMASTP has moved. */
  acknowledged?(type: RequestType, cause: EntryRef): void;
  /** DMAFLUSHP: the request is forgotten; raise it again if there is still reason. */
  flushed?(cause: EntryRef): void;
  /** The channel that took requests was killed before their data had moved. */
  dropped?(cause: EntryRef): void;
}

const TYPES = { single: 1, burst: 2 } as const;
/** What DMAWFP waits for, as the decoder numbers it. */
const WAIT_SINGLE = 0;
const WAIT_BURST = 1;

export class PeripheralRequests {
  /** By peripheral: 0 none, 1 single, 2 burst; and whether it is the last one. */
  readonly pending: Uint8Array;
  readonly last: Uint8Array;
  /** By peripheral: requests that were taken and not acknowledged, and the thread that took the last one. */
  private readonly open: Uint16Array;
  private readonly taker: Uint8Array;
  /** Called when a thread may go on. */
  onWake: (() => void) | undefined;
  private readonly devices = new Map<number, RequestingDevice>();

  constructor(
    readonly count: number,
    private readonly threads: Threads,
    private readonly control: ThreadControl,
    private readonly journal: Journal,
  ) {
    this.pending = new Uint8Array(count);
    this.last = new Uint8Array(count);
    this.open = new Uint16Array(count);
    this.taker = new Uint8Array(count);
  }

  connect(peripheral: number, device: RequestingDevice): void {
    if (!(peripheral >= 0 && peripheral < this.count)) throw new RangeError(`peripheral request ${peripheral} does not exist; there are 0 to ${this.count - 1}`);
    this.devices.set(peripheral, device);
  }

  /** A device raises a request; a burst request takes the place of a single one. `last`: its last one (drlast). */
  raise(peripheral: number, type: RequestType, cause: EntryRef, last = false): void {
    this.pending[peripheral] = TYPES[type];
    this.last[peripheral] = last ? 1 : 0;
    this.note(peripheral, `${type} request${last ? ', the last' : ''}`, cause);
    const { stall, wakeup, count } = this.threads;
    for (let thread = 1; thread < count; thread++) if (stall[thread] === STALL.peripheral && wakeup[thread] === peripheral) this.control.resume(thread);
    this.onWake?.();
  }

  /** The device no longer requests. */
  withdraw(peripheral: number): void {
    this.pending[peripheral] = 0;
    this.last[peripheral] = 0;
  }

  /** DMAWFP: true when the channel goes on; then its request type is set. */
  take(thread: number, peripheral: number, kind: number, cause: EntryRef): boolean {
    const pending = this.pending[peripheral];
    if (pending === 0 || (kind === WAIT_BURST && pending !== TYPES.burst)) return false;
    const burst = kind !== WAIT_SINGLE && pending === TYPES.burst;
    this.threads.requestType[thread] = burst ? 1 : 0;
    this.threads.requestLast[thread] = this.last[peripheral];
    this.withdraw(peripheral);
    this.open[peripheral]++;
    this.taker[peripheral] = thread;
    this.devices.get(peripheral)?.requestTaken?.(burst ? 'burst' : 'single', cause);
    return true;
  }

  acknowledge(peripheral: number, burst: boolean, cause: EntryRef): void {
    if (this.open[peripheral] > 0) this.open[peripheral]--;
    this.note(peripheral, `${burst ? 'burst' : 'single'} acknowledged`, cause);
    this.devices.get(peripheral)?.acknowledged?.(burst ? 'burst' : 'single', cause);
  }

  flush(peripheral: number, cause: EntryRef): void {
    this.withdraw(peripheral);
    this.note(peripheral, 'flushed', cause);
    this.devices.get(peripheral)?.flushed?.(cause);
  }

  /** A channel is killed: what it took it will not move. */
  drop(thread: number, cause: EntryRef): void {
    for (let peripheral = 0; peripheral < this.count; peripheral++) {
      if (this.open[peripheral] === 0 || this.taker[peripheral] !== thread) continue;
      this.open[peripheral] = 0;
      this.devices.get(peripheral)?.dropped?.(cause);
    }
  }

  private note(peripheral: number, what: string, cause: EntryRef): void {
    this.journal.add(KIND.request, this.control.initiators[0], peripheral, this.journal.text(`peripheral ${peripheral}: ${what}`), 0, cause, peripheral);
  }

  reset(): void {
    this.pending.fill(0);
    this.last.fill(0);
    for (let thread = 1; thread < this.threads.count; thread++) this.drop(thread, 0);
  }

  save() {
    return { pending: this.pending.slice(), last: this.last.slice(), open: this.open.slice(), taker: this.taker.slice() };
  }

  load(saved: ReturnType<PeripheralRequests['save']>): void {
    this.pending.set(saved.pending);
    this.last.set(saved.last);
    this.open.set(saved.open);
    this.taker.set(saved.taker);
  }
}
