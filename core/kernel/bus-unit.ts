/**
 * The processor's way to memory: one access at a time. What is mapped cached goes through the data caches: a hit costs
 * cycles only; a miss reads the line as a burst of eight words, after dirty lines in its way were written as such. All
 * else goes to the bus: bursts of eight words where 32 aligned bytes remain, otherwise single beats of the largest
 * naturally aligned size that the access allows. Cache maintenance is carried out here too, line by line.
 *
 * For code that executes loads and stores itself: ask `caches` (see core/cache/caches.ts) whether the line is there; when
 * not, `begin` the access and `proceed` until it is done. Not modelled: write buffers, hits under misses.
 */
import type { Bus } from '../bus/bus';
import type { BusDirection, BusMaster, Transaction } from '../bus/transaction';
import type { BusPort } from '../bus/channel';
import type { CpuCaches, Errand, Maintenance, WriteBack } from '../cache/caches';
import { LINE_BYTES, LINE_SHIFT } from '../cache/geometry';
import type { PlainState } from '../clock';
import type { EntryRef, Initiator, Journal } from '../journal/journal';
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
  /** What they are for: the access itself, or to get a line into the cache. */
  errand: 'piece' | 'fill' | 'write-back';
  /** The line that is filled or written back. */
  line: number;
  failed: boolean;
  /** What was done without the bus. */
  cycles: number;
}

/** Cache maintenance under way, as plain data. */
interface Upkeep {
  readonly action: Maintenance;
  /** Lines to look after, ascending; only those that a cache held at the beginning. */
  readonly lines: readonly number[];
  /** Lines that the range covers in part: to invalidate them would lose the neighbours' data, so they are cleaned first. */
  readonly partial: readonly number[];
  at: number;
  flying: boolean;
}

/** What the unit asks of the processor. */
export interface AccessOwner {
  translate(address: number, user: boolean): Place | undefined;
  cause(): EntryRef;
  place(): number;
  /** A piece is through. */
  arrived(): void;
}

export type AccessOutcome =
  | { readonly kind: 'flying' }
  /** `cycles`: what it took beside the bus. */
  | { readonly kind: 'done'; readonly access: Readonly<Access>; readonly cycles: number }
  | { readonly kind: 'kept'; readonly cycles: number }
  | { readonly kind: 'fault'; readonly fault: KernelFault; readonly access: Readonly<Access> };

const FLYING: AccessOutcome = { kind: 'flying' };
type LineErrand = 'line fill' | 'write back (makes room)' | `write back (${Maintenance})`;
const FILL = 'line fill';
const MAKES_ROOM = 'write back (makes room)';
const LINE_WORDS = LINE_BYTES / 4;
/** No access takes more cycles than this: lines of two levels written back, one read, and some to spare. */
export const LONGEST_ACCESS = 400;
/** Cycles that a line of maintenance takes beside its bus transactions. */
const UPKEEP_CYCLES = 2;

export class BusUnit implements BusMaster {
  private readonly port: BusPort;
  private access: Access | null = null;
  private upkeep: Upkeep | null = null;
  /** A transaction is carried through at once: who presented it goes on by itself. */
  private carrying = false;
  private placed: { access: Access | null; journal: boolean; place: number } = { access: null, journal: false, place: 0 };
  /** Numbers of texts by what is done and the number of its place. */
  private readonly lastFill = { what: '', place: -1, number: 0 };
  private readonly lastMakesRoom = { what: '', place: -1, number: 0 };
  private readonly lineTexts = new Map<string, Map<number, number>>();

  constructor(
    private readonly bus: Bus,
    private readonly initiator: Initiator,
    private readonly owner: AccessOwner,
    private readonly journal: Journal,
    readonly caches?: CpuCaches,
  ) {
    this.port = bus.port(initiator, 0, this);
    this.port.read.data = new Uint8Array(BURST_BYTES);
    this.port.write.data = new Uint8Array(BURST_BYTES);
    if (caches === undefined) return;
    caches.initiator = initiator.code;
    if (caches.config.snooped) caches.onSnoopedWrite = (address, bytes) => this.renew(address, bytes);
  }

  get active(): boolean {
    return this.access !== null || this.upkeep !== null;
  }

  begin(request: AccessRequest): void {
    const { direction, address, length, word, user, data } = request;
    this.access = { direction, address, length, word, user, data, came: [], done: 0, flying: 0, errand: 'piece', line: 0, failed: false, cycles: 0 };
  }

  /**
   * Clean, invalidate or flush what the caches hold of physical memory from `pa` on.
   * @returns cycles that walking the range takes, lines that are not there included.
   */
  maintain(action: Maintenance, pa: number, length: number): number {
    const { caches } = this;
    if (caches === undefined || length <= 0) return 1;
    const end = pa + length;
    const partial = [pa, end].filter((at) => at % LINE_BYTES !== 0).map((at) => Math.floor(at / LINE_BYTES));
    this.upkeep = { action, lines: caches.resident(pa, length), partial, at: 0, flying: false };
    const slots = caches.levels.reduce((sum, level) => sum + level.slots, 0);
    return UPKEEP_CYCLES * Math.min(slots, Math.floor((end - 1) / LINE_BYTES) - Math.floor(pa / LINE_BYTES) + 1);
  }

  drop(): void {
    this.access = null;
    this.upkeep = null;
  }

  /** Put the next piece on the bus; or tell that the access is done, or cannot be. */
  proceed(): AccessOutcome {
    if (this.upkeep !== null) return this.keep(this.upkeep);
    const access = this.access as Access;
    if (access.flying > 0) return FLYING;
    const write = access.direction === 'write';
    while (!access.failed && access.done < access.length) {
      const va = (access.address + access.done) >>> 0;
      const place = this.owner.translate(va, access.user);
      if (place === undefined) return this.refuse(access, new KernelFault(va, 'translation', write));
      if (place.device && access.word && access.address % access.length !== 0) return this.refuse(access, new KernelFault(access.address, 'alignment', write));
      if (!this.inCache(access, place) && access.flying > 0) return FLYING;
    }
    if (access.failed) return this.refuse(access, new KernelFault(access.address, 'external', write));
    this.access = null;
    return { kind: 'done', access, cycles: access.cycles };
  }

  transactionDone(direction: BusDirection, transaction: Transaction): void {
    const { access, caches } = this;
    if (this.upkeep !== null) {
      this.upkeep.flying = false;
      caches?.writtenBack(transaction.address >>> LINE_SHIFT);
    } else if (access !== null) this.pieceDone(access, direction, transaction);
    if (!this.carrying) this.owner.arrived();
  }

  save(): PlainState {
    return { access: copyPlain(this.access), upkeep: copyPlain(this.upkeep) };
  }

  load(state: PlainState): void {
    const saved = copyPlain(state) as { access: Access | null; upkeep: Upkeep | null };
    this.access = saved.access;
    this.upkeep = saved.upkeep;
    /** The journal was cut: its numbers may be given anew. */
    this.lineTexts.clear();
    this.lastFill.place = this.lastMakesRoom.place = -1;
  }

  private pieceDone(access: Access, direction: BusDirection, transaction: Transaction): void {
    const { flying } = access;
    access.flying = 0;
    if (transaction.response !== 'okay') access.failed = true;
    else if (access.errand === 'fill') this.caches?.filled(access.line, transaction.words, transaction.entry);
    else if (access.errand === 'write-back') this.caches?.writtenBack(access.line);
    else {
      if (direction === 'read') for (let i = 0; i < flying; i++) access.came.push(transaction.data[i]);
      access.done += flying;
    }
  }

  /**
   * One aligned load or store of cached memory that is known to miss in L1, done at once from `clock.now` on: what `begin`
   * and `proceed` come to where every transaction can be carried. `place`: the journal's number for what runs, 0 = not asked yet.
   * @returns cycles beside the bus; null when it must go that way, nothing having been done.
   */
  carryThrough(pa: number, size: number, write: boolean, value: number, place: number, cause: EntryRef): number | null {
    const { caches, bus } = this;
    if (caches === undefined || (pa & (size - 1)) !== 0 || !bus.carriesLines(pa - (pa & (LINE_BYTES - 1)), LINE_BYTES, LONGEST_ACCESS) || (write && (caches.config.allocate === 'read' || caches.config.write === 'through'))) return null;
    const { carrier } = this;
    carrier.cause = cause;
    carrier.place = place === 0 ? this.owner.place() : place;
    caches.fetch(pa >>> LINE_SHIFT, carrier);
    if (write) caches.store(pa, size, value, cause, carrier.place);
    else this.loaded = caches.loadHit(pa, size);
    return caches.config.hitCycles + caches.cycles;
  }

  private readonly carrier = {
    cause: 0 as EntryRef,
    place: 0,
    writeBack: (line: number, words: Uint32Array, at: number, stored: EntryRef): void => {
      const { carrier } = this;
      this.bus.carryLine(this.port, true, line * LINE_BYTES, words, at, LINE_WORDS, stored === 0 ? carrier.cause : stored, this.lineText(MAKES_ROOM, carrier.place));
    },
    fill: (line: number, words: Uint32Array, at: number): EntryRef => {
      const { carrier } = this;
      return this.bus.carryLine(this.port, false, line * LINE_BYTES, words, at, LINE_WORDS, carrier.cause, this.lineText(FILL, carrier.place));
    },
  };

  /** What the last `carryThrough` read. */
  loaded = 0;

  /** Do as much of the access as one line holds. @returns false when the bus has to do something first, or does it. */
  private inCache(access: Access, place: Place): boolean {
    const { caches } = this;
    const { pa } = place;
    const write = access.direction === 'write';
    if (caches === undefined || !place.cached || place.device) {
      this.present(access, pa);
      return false;
    }
    const { config } = caches;
    if (!caches.hit(pa)) {
      if (write && (config.allocate === 'read' || config.write === 'through')) return this.writeAround(access, pa);
      const line = pa >>> LINE_SHIFT;
      /** Asked whether or not the bus will be needed: texts have the same numbers, whichever way a miss goes. */
      this.carrier.place = this.place();
      if (this.bus.carriesLines(line * LINE_BYTES, LINE_BYTES, LONGEST_ACCESS)) {
        this.carrier.cause = this.owner.cause();
        caches.fetch(line, this.carrier);
        access.cycles += caches.cycles;
      } else {
        const errand = caches.bringIn(line);
        access.cycles += caches.cycles;
        if (errand.kind !== 'done') {
          this.send(access, errand, line);
          return false;
        }
        caches.hit(pa);
      }
    } else if (write && config.write === 'through') return this.writeAround(access, pa);
    this.useLine(access, pa, Math.min(access.length - access.done, LINE_BYTES - (pa & (LINE_BYTES - 1))));
    access.cycles += config.hitCycles;
    return true;
  }

  /** Load from or store to the line that the caches have just found. */
  private useLine(access: Access, pa: number, bytes: number): void {
    const caches = this.caches as CpuCaches;
    if (access.direction === 'read') caches.loadBytes(pa, bytes, access.came);
    else if (access.word && bytes === access.length && bytes <= 4) {
      caches.store(pa, bytes, access.data.reduce((sum, byte, i) => sum | (byte << (8 * i)), 0), this.owner.cause(), this.place());
    } else caches.storeBytes(pa, bytes, access.data, access.done, this.owner.cause(), this.place());
    access.done += bytes;
  }

  /** A store that goes to memory; copies in the caches get it too. */
  private writeAround(access: Access, pa: number): false {
    this.caches?.patch(pa, access.data.slice(access.done, access.done + pieceBytes(access, pa)));
    this.present(access, pa);
    return false;
  }

  private send(access: Access, errand: Errand, line: number): void {
    access.flying = LINE_BYTES;
    access.errand = errand.kind === 'fill' ? 'fill' : 'write-back';
    access.line = errand.kind === 'write-back' ? errand.line : line;
    if (errand.kind === 'write-back') this.presentWriteBack(errand, MAKES_ROOM);
    else this.presentLine(line, 'read', this.owner.cause(), FILL);
  }

  private keep(upkeep: Upkeep): AccessOutcome {
    if (upkeep.flying) return FLYING;
    const caches = this.caches as CpuCaches;
    const { action, lines, partial } = upkeep;
    for (; upkeep.at < lines.length; upkeep.at++) {
      const line = lines[upkeep.at];
      const errand = action !== 'invalidate' || partial.includes(line) ? caches.cleanLine(line) : undefined;
      if (errand?.kind === 'write-back') {
        upkeep.flying = true;
        this.presentWriteBack(errand, `write back (${action})`);
        if (upkeep.flying) return FLYING;
      }
      if (action !== 'clean') caches.dropLine(line);
    }
    this.upkeep = null;
    return { kind: 'kept', cycles: 1 };
  }

  private refuse(access: Access, fault: KernelFault): AccessOutcome {
    this.access = null;
    return { kind: 'fault', fault, access };
  }

  private present(access: Access, pa: number): void {
    const bytes = pieceBytes(access, pa);
    const transaction = access.direction === 'read' ? this.port.read : this.port.write;
    access.flying = bytes;
    access.errand = 'piece';
    transaction.address = pa;
    transaction.sizeLog2 = bytes === BURST_BYTES ? 2 : Math.log2(bytes);
    transaction.beats = bytes === BURST_BYTES ? BURST_BYTES / 4 : 1;
    transaction.cause = this.owner.cause();
    transaction.detail = this.place();
    if (access.direction === 'write') for (let i = 0; i < bytes; i++) transaction.data[i] = access.data[access.done + i];
    this.port.writesBack = false;
    this.put(transaction, access.direction);
  }

  /** A write back that waits for the bus must not take old bytes over those that another master has just written. */
  private renew(address: number, bytes: number): void {
    const { write } = this.port;
    if (this.upkeep?.flying !== true && (this.access === null || this.access.flying === 0 || this.access.errand !== 'write-back')) return;
    const from = Math.max(address, write.address);
    const to = Math.min(address + bytes, write.address + LINE_BYTES);
    if (from < to) this.bus.ram.read(from, write.data, from - write.address, to - from);
  }

  /** The cause is the store that made the line dirty. */
  private presentWriteBack({ line, words, at, stored }: WriteBack, what: LineErrand, place = this.place()): void {
    const { write } = this.port;
    for (let w = 0; w < LINE_BYTES / 4; w++) write.words[w] = words[at + w];
    this.port.writesBack = this.caches?.config.snooped === false;
    this.presentLine(line, 'write', stored === 0 ? this.owner.cause() : stored, what, place);
  }

  private presentLine(line: number, direction: BusDirection, cause: EntryRef, what: LineErrand, place = this.place()): void {
    const transaction = direction === 'read' ? this.port.read : this.port.write;
    transaction.address = line * LINE_BYTES;
    transaction.sizeLog2 = 2;
    transaction.beats = LINE_BYTES / 4;
    transaction.cause = cause;
    transaction.detail = this.lineText(what, place);
    this.put(transaction, direction);
  }

  /** What runs, as the journal names it: asked once for an access, during which nothing else can run. */
  private place(): number {
    const { access } = this;
    if (access === null) return this.owner.place();
    if (this.placed.access !== access || this.placed.journal !== this.journal.enabled) this.placed = { access, journal: this.journal.enabled, place: this.owner.place() };
    return this.placed.place;
  }

  /** The journal's number for "line fill: ax_dma: dma_write ax_dma.c:88". */
  private lineText(what: LineErrand, place: number): number {
    const last = what === FILL ? this.lastFill : this.lastMakesRoom;
    if (last.what !== what || last.place !== place) Object.assign(last, { what, place, number: this.lineTextOf(what, place) });
    return last.number;
  }

  private lineTextOf(what: string, place: number): number {
    let known = this.lineTexts.get(what);
    if (known === undefined) this.lineTexts.set(what, (known = new Map<number, number>()));
    let number = known.get(place);
    if (number === undefined) {
      const text = this.journal.textOf(place);
      known.set(place, (number = this.journal.text(text === '' ? what : `${what}: ${text}`)));
    }
    return number;
  }

  private put(transaction: Transaction, direction: BusDirection): void {
    transaction.fixed = false;
    transaction.nonSecure = false;
    transaction.initiator = this.initiator.code;
    this.carrying = true;
    const carried = this.bus.carry(this.port, direction);
    this.carrying = false;
    if (!carried) this.port.present(direction);
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
