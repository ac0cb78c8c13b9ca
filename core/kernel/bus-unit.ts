/**
 * The processor's way to the bus: one access at a time, cut into bursts of eight words where 32 aligned bytes remain,
 * otherwise single beats of the largest naturally aligned size that the access allows. Not modelled: write buffers.
 */
import type { Bus, BusDirection, BusMaster, BusPort, Transaction } from '../bus/bus';
import type { PlainState } from '../clock';
import type { EntryRef, Initiator } from '../journal/journal';
import type { Place } from './address-space';
import { KernelFault } from './operations';
import { copyPlain } from './plain-copy';

export const BURST_BYTES = 32;

export interface AccessRequest {
  readonly direction: BusDirection;
  readonly address: number;
  readonly length: number;
  /** Single load or store: its bytes may go in larger beats than one byte. */
  readonly word: boolean;
  /** In the task's own addresses. */
  readonly user: boolean;
  /** To be written. */
  readonly data: readonly number[];
}

/** Plain data. */
interface Access extends AccessRequest {
  /** What has been read so far. */
  came: number[];
  done: number;
  /** Bytes of the piece that is on the bus; 0 = none. */
  flying: number;
  failed: boolean;
}

/** What the unit asks of the processor. */
export interface AccessOwner {
  translate(address: number, user: boolean): Place | undefined;
  cause(): EntryRef;
  place(): number;
  /** A piece is through. */
  arrived(): void;
}

export type AccessOutcome = { readonly kind: 'flying' } | { readonly kind: 'done'; readonly access: Readonly<Access> } | { readonly kind: 'fault'; readonly fault: KernelFault; readonly access: Readonly<Access> };

const FLYING: AccessOutcome = { kind: 'flying' };

export class BusUnit implements BusMaster {
  private readonly port: BusPort;
  private access: Access | null = null;

  constructor(
    bus: Bus,
    private readonly initiator: Initiator,
    private readonly owner: AccessOwner,
  ) {
    this.port = bus.port(initiator, 0, this);
  }

  get active(): boolean {
    return this.access !== null;
  }

  begin(request: AccessRequest): void {
    this.access = { ...request, came: [], done: 0, flying: 0, failed: false };
  }

  drop(): void {
    this.access = null;
  }

  /** Put the next piece on the bus; or tell that the access is done, or cannot be. */
  proceed(): AccessOutcome {
    const access = this.access as Access;
    if (access.flying > 0) return FLYING;
    const write = access.direction === 'write';
    if (access.failed) return this.refuse(access, new KernelFault(access.address, 'external', write));
    if (access.done >= access.length) {
      this.access = null;
      return { kind: 'done', access };
    }
    const va = (access.address + access.done) >>> 0;
    const place = this.owner.translate(va, access.user);
    if (place === undefined) return this.refuse(access, new KernelFault(va, 'translation', write));
    if (place.device && access.word && access.address % access.length !== 0) return this.refuse(access, new KernelFault(access.address, 'alignment', write));
    this.present(access, place.pa);
    return FLYING;
  }

  transactionDone(direction: BusDirection, transaction: Transaction): void {
    const access = this.access as Access;
    if (transaction.response !== 'okay') access.failed = true;
    if (direction === 'read') for (let i = 0; i < access.flying; i++) access.came.push(transaction.data[i]);
    access.done += access.flying;
    access.flying = 0;
    this.owner.arrived();
  }

  save(): PlainState {
    return copyPlain(this.access);
  }

  load(state: PlainState): void {
    this.access = copyPlain(state) as Access | null;
  }

  private refuse(access: Access, fault: KernelFault): AccessOutcome {
    this.access = null;
    return { kind: 'fault', fault, access };
  }

  private present(access: Access, pa: number): void {
    const bytes = pieceBytes(access, pa);
    const transaction = access.direction === 'read' ? this.port.read : this.port.write;
    access.flying = bytes;
    transaction.address = pa;
    transaction.sizeLog2 = bytes === BURST_BYTES ? 2 : Math.log2(bytes);
    transaction.beats = bytes === BURST_BYTES ? BURST_BYTES / 4 : 1;
    transaction.fixed = false;
    transaction.nonSecure = false;
    transaction.initiator = this.initiator.code;
    transaction.cause = this.owner.cause();
    transaction.detail = this.owner.place();
    if (transaction.data.length < BURST_BYTES) transaction.data = new Uint8Array(BURST_BYTES);
    if (access.direction === 'write') for (let i = 0; i < bytes; i++) transaction.data[i] = access.data[access.done + i];
    this.port.present(access.direction);
  }
}

/** Bytes of the next piece when it begins at physical `pa`. */
function pieceBytes(access: Access, pa: number): number {
  const left = access.length - access.done;
  if (!access.word) return left >= BURST_BYTES && pa % BURST_BYTES === 0 ? BURST_BYTES : 1;
  let size = 4;
  while (size > left || pa % size !== 0) size >>= 1;
  return size;
}
