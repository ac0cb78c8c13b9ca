/** What Linux's PL330 driver keeps in its own structures, as plain data. */
import type { Transfer } from './microcode';

export interface Pl330Descriptor {
  readonly address: number;
  readonly transfer: Transfer;
  readonly cyclic: boolean;
  /** Descriptors of the same list that come before it. */
  readonly before: readonly number[];
  status: 'prepared' | 'busy' | 'paused' | 'done';
  /** The last of its list. */
  last: boolean;
  /** It had a callback when it was submitted. */
  callbackAtSubmit: boolean;
  /** A period of a ring: length of the journal, and cycle, when it was last sent. */
  sent?: { readonly entry: number; readonly at: number };
}

export interface SlaveSide {
  readonly address: number;
  readonly width: number;
  readonly burst: number;
}

export interface Pl330Channel {
  /** Address of struct dma_chan. */
  readonly chan: number;
  readonly line: number;
  /** Hardware channel, -1 = none. */
  thread: number;
  submitted: number[];
  work: number[];
  completed: number[];
  toDevice: SlaveSide | null;
  fromDevice: SlaveSide | null;
  taskletPending: boolean;
  /** A ring was prepared: until the channel is released, everything on it goes round. */
  ring: boolean;
  /** Of the present ring: was a period written anew after it had been sent; the first that was sent again without. */
  refills?: { seen: boolean; stale?: { readonly from: number; readonly bytes: number; readonly before: number; readonly at: number; readonly entry: number } };
}

export interface Pl330Thread {
  taken: boolean;
  /** Descriptors of the two requests, 0 = none. */
  requests: [number, number];
  /** The request that was put in last. */
  latest: 0 | 1;
  /** The request that runs, -1 = none. */
  running: number;
}

export interface Pl330State {
  /** Addresses of struct dma_device, of the registers, of the programs; 0 = the driver is not there. */
  device: number;
  registers: number;
  code: number;
  codePhysical: number;
  /** For callback_result. */
  result: number;
  mfifoLines: number;
  busBytes: number;
  channels: Pl330Channel[];
  threads: Pl330Thread[];
  descriptors: Pl330Descriptor[];
  lines: number[];
}

export function newPl330(): Pl330State {
  return { device: 0, registers: 0, code: 0, codePhysical: 0, result: 0, mfifoLines: 0, busBytes: 0, channels: [], threads: [], descriptors: [], lines: [] };
}
