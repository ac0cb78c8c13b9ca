/**
 * The threads' state as plain arrays: index 0 is the manager, n + 1 is channel n. States as in DSR and CSRn
 * (ARM DDI 0424 section 2.8 and 3.3.11).
 */

export const STATE = {
  stopped: 0,
  executing: 1,
  cacheMiss: 2,
  updatingPc: 3,
  waitingForEvent: 4,
  atBarrier: 5,
  queueBusy: 6,
  waitingForPeripheral: 7,
  killing: 8,
  completing: 9,
  faultingCompleting: 14,
  faulting: 15,
} as const;

export const STATE_NAMES: Readonly<Record<number, string>> = {
  0: 'stopped',
  1: 'executing',
  2: 'cache miss',
  3: 'updating PC',
  4: 'waiting for event',
  5: 'at barrier',
  6: 'queue busy',
  7: 'waiting for peripheral',
  8: 'killing',
  9: 'completing',
  14: 'faulting completing',
  15: 'faulting',
};

/** What a thread that cannot go on waits for. */
export const STALL = { none: 0, readQueue: 1, writeQueue: 2, mfifo: 3, order: 4, loads: 5, stores: 6, event: 7, peripheral: 8, fetch: 9 } as const;

export const STALL_NAMES = ['', 'room in the read queue', 'room in the write queue', 'room in the MFIFO', 'an earlier store to the same address', 'its loads', 'its stores', 'event', 'peripheral', 'an instruction fetch'];

/** Longest instruction; a thread collects the bytes of one that spans cache lines here. */
export const PARTIAL_BYTES = 8;

export class Threads {
  readonly state: Uint8Array;
  readonly stall: Uint8Array;
  /** Event or peripheral of a wait. */
  readonly wakeup: Uint8Array;
  /** The awaited event came: DMAWFE goes on. */
  readonly woken: Uint8Array;
  readonly nonSecure: Uint8Array;
  /** Channel's request type: 0 single, 1 burst. Undefined before the first DMAWFP; single here, kept over DMAGO. [M] */
  readonly requestType: Uint8Array;
  /** The request that the last DMAWFP took was the peripheral's last one. */
  readonly requestLast: Uint8Array;
  /** Bits 14 and 15 of CSRn. */
  readonly wfpFlags: Uint8Array;
  /** Journal entry that started the thread. */
  readonly startedBy: Uint32Array;
  /** First byte of the program. */
  readonly programStart: Uint32Array;
  readonly everStarted: Uint8Array;
  /** Program counter of the last fault. */
  readonly faultPc: Uint32Array;
  /** Loads and stores that were executed and are not complete. */
  readonly loadsOpen: Uint16Array;
  readonly storesOpen: Uint16Array;
  /** Bytes of the instruction at `partialPc` that came with fetches so far; a bit each in `partialHave`. */
  readonly partial: Uint8Array;
  readonly partialHave: Uint8Array;
  readonly partialPc: Uint32Array;
  /** Line that a thread waits for. */
  readonly fetchLine: Uint32Array;

  constructor(readonly count: number) {
    const bytes = () => new Uint8Array(count);
    const words = () => new Uint32Array(count);
    this.state = bytes();
    this.stall = bytes();
    this.wakeup = bytes();
    this.woken = bytes();
    this.nonSecure = bytes();
    this.requestType = bytes();
    this.requestLast = bytes();
    this.wfpFlags = bytes();
    this.startedBy = words();
    this.programStart = words();
    this.everStarted = bytes();
    this.faultPc = words();
    this.loadsOpen = new Uint16Array(count);
    this.storesOpen = new Uint16Array(count);
    this.partial = new Uint8Array(count * PARTIAL_BYTES);
    this.partialHave = bytes();
    this.partialPc = words();
    this.fetchLine = words();
  }

  reset(): void {
    for (const array of Object.values(this)) if (ArrayBuffer.isView(array)) (array as Uint8Array).fill(0);
  }

  save(): Record<string, ArrayLike<number>> {
    const arrays = Object.entries(this).filter(([, array]) => ArrayBuffer.isView(array));
    return Object.fromEntries(arrays.map(([key, array]) => [key, (array as Uint8Array).slice()]));
  }

  load(saved: Readonly<Record<string, ArrayLike<number>>>): void {
    const own = this as unknown as Record<string, Uint8Array>;
    for (const [key, values] of Object.entries(saved)) own[key].set(values);
  }
}
