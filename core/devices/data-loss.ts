/** What a device on request lines tells when data are lost: plain facts, from which the kernel makes a finding. */
import type { Cycle } from '../clock';

/** Why nobody brought or fetched the data in time. */
export type LossReason =
  /** The driver has handed over no more: the limit is reached. */
  | { readonly why: 'limit'; readonly limit: number; readonly since: Cycle }
  /** The device is not allowed to ask. */
  | { readonly why: 'no-requests' }
  /** A request is open, and no channel takes it. */
  | { readonly why: 'not-served'; readonly kind: 'single' | 'burst'; readonly since: Cycle; readonly line: number }
  /** A request was taken; its data are on their way. */
  | { readonly why: 'slow'; readonly words: number }
  /** New data were announced, and no block was set up. */
  | { readonly why: 'not-fetched'; readonly since: Cycle; readonly interrupt: boolean }
  /** A burst of the controller is longer than what the device promised. */
  | { readonly why: 'burst'; readonly watermark: number };

export interface DataLoss {
  readonly device: 'codec' | 'sampler' | 'stream';
  readonly kind: 'underrun' | 'overrun' | 'empty-read' | 'full-write';
  /** Words that moved before, and places of the FIFO. */
  readonly position: number;
  readonly places: number;
  readonly reason: LossReason;
  readonly address: number;
  readonly entry: number;
}

/** A device that wants a line which another one has. */
export interface LineConflict {
  readonly device: string;
  readonly owner: string;
  readonly line: number;
  readonly address: number;
  readonly entry: number;
}

export interface ReportingDevice {
  onLoss: ((loss: DataLoss) => void) | undefined;
  onConflict?: ((conflict: LineConflict) => void) | undefined;
}
