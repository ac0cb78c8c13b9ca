/**
 * How C code reaches memory: addresses are translated, every access is checked against the shadow memory, ordinary
 * memory is read and written where it stands or in the cache, and everything else (misses, devices, uncached memory) goes
 * over the CPU's bus unit: the instruction stalls, and is executed again when the answer has come.
 */
import { OP, WIDTH } from '../../c/bytecode';
import { operationAt } from '../../c/operation';
import type { MemoryPort, Machine } from '../../c/machine';
import type { Task } from '../../c/task';
import { POISON, READY, UNINITIALISED } from '../../c/shadow';
import type { Place } from '../address-space';
import type { AccessRequest } from '../bus-unit';
import type { HotLines } from './hot-lines';
import type { CImage } from './image';
import type { ShadowMemory } from './shadow-memory';

/** What the port asks of the kernel. */
export interface PortHost {
  /** `user`: in the addresses of the task that runs. */
  translate(address: number, user: boolean): Place | undefined;
  isRam(pa: number): boolean;
  /** Grows when translations may have changed, or which pages a device owns. */
  mappings(): number;
  /** Accesses to the cache line of `pa` are nobody's business. */
  unwatched(pa: number): boolean;
  /** Somebody moves data while C code runs. */
  moving(): boolean;
  /** Why what runs does so. */
  cause(): number;
  /** What happens is recorded. */
  journals(): boolean;
  /** Can the bytes be reached at once at cycle `cycle`? Otherwise a line has to be brought into the cache first. They do not cross a page. */
  ready(pa: number, size: number, write: boolean, cycle: number): boolean;
  /** Memory as the CPU sees it; right behind `ready`, which said yes. */
  load(pa: number, size: number): number;
  /** The same for looking only. */
  peek(pa: number, size: number): number;
  /** Right behind `ready`. `cycle` is when; journalled. */
  store(pa: number, size: number, value: number, cycle: number): void;
  /** An access from cycle `at` on, done ahead of the clock; null: it cannot be. */
  ahead(request: AccessRequest, at: number): { readonly value: number; readonly cycle: number } | null;
  /** The same for an aligned access to cached memory that misses: the cycle behind it; `loaded` is what it read. `cause`: of what runs, when the access is known to be nobody's business. */
  missAhead(pa: number, size: number, write: boolean, value: number, place: number, at: number, cause?: number): number | null;
  loaded(): number;
  /** Somebody wrote this byte since it was last known to hold nothing. */
  writtenByOthers(pa: number): boolean;
  /** An access that is not aligned is made; the processor allows it for memory. */
  unaligned(va: number, size: number, write: boolean): void;
  /** Words about the owner of a byte, for messages. */
  describe(pa: number): string;
}

interface Answer {
  readonly write: boolean;
  readonly address: number;
  readonly size: number;
  readonly value: number;
  used: boolean;
}

/** Accesses of an instruction that stalls. Each thread has its own: others may run between an access and its use. */
export interface Pending {
  answers: Answer[];
  /** What the bus unit is to do. */
  request: AccessRequest | null;
  /** Bytes of the last load that hold no value, as bits: where it copies memory, the store behind it hands that on. */
  unset: number;
}

export const nothingPending = (): Pending => ({ answers: [], request: null, unset: 0 });

interface Entry {
  page: number;
  /** Physical address of the page; -1: over the bus. */
  pa: number;
  /** Physical address of a page of RAM that caches do not hold; -1: this is none. */
  uncached: number;
  shadow: Uint8Array | undefined;
  /** A page of the program itself: every write to it is told to the shadow memory. */
  own: boolean;
}

const ENTRY_BITS = 6;
const ENTRIES = 1 << ENTRY_BITS;
const PAGE_SHIFT = 12;
/** No access takes more cycles. */
const LONGEST_ACCESS = 450;

export class KernelPort implements MemoryPort {
  /** The program that runs. */
  image!: CImage;
  private machine!: Machine;
  user = false;
  private pending = nothingPending();
  private readonly entries: Entry[] = Array.from({ length: ENTRIES }, () => ({ page: -1, pa: -1, uncached: -1, shadow: undefined, own: false }));
  private seenMappings = -1;
  private seenShadow = -1;
  private start = 0;
  private budget = 0;
  /** Of what runs. */
  private cause = 0;
  /** Accesses may be done ahead of the clock as long as the budget then ends before this cycle. */
  private until = 0;
  /** Cycles that such accesses took. */
  spent = 0;
  /** Stores of the instruction under way that are done: it may have to be executed again. */
  private readonly stored = { count: 0, addresses: [] as number[], sizes: [] as number[] };
  private storedAt = -1;

  constructor(
    private readonly shadow: ShadowMemory,
    private readonly host: PortHost,
    /** Undefined: there are no caches. */
    readonly quick: HotLines | undefined,
  ) {
    if (quick !== undefined) quick.missing = this;
  }

  /** Before `budget` instructions are executed from cycle `start` on, with accesses ahead of the clock up to `until`. */
  begin(image: CImage, user: boolean, start: number, budget: number, pending: Pending, until = 0): void {
    this.pending = pending;
    this.until = until;
    this.spent = 0;
    this.storedAt = -1;
    if (user !== this.user || this.seenMappings !== this.host.mappings() || user) this.forget();
    else if (this.seenShadow !== this.shadow.revision) this.forget();
    this.image = image;
    this.machine = image.machine;
    this.user = user;
    this.start = start;
    this.budget = budget;
    const { quick } = this;
    if (quick === undefined) return;
    quick.cause = this.cause = this.host.cause();
    quick.details = image.details;
    quick.cycleBase = start + budget - 1;
    this.judgeQuick();
  }

  /** May accesses go the quick way from here on? */
  private judgeQuick(): void {
    const { quick, pending } = this;
    if (quick !== undefined) quick.look(pending.answers.length === 0 && pending.unset === 0 && !this.machine.stalled && !this.host.moving());
  }

  /** The access was answered by the line that the caches have just found. */
  private keep(va: number, entry: Entry): void {
    if (this.seenShadow !== this.shadow.revision) this.forget();
    else if (this.quick !== undefined && this.host.unwatched(entry.pa + (va & 4095))) this.quick.keep(va, entry.pa + (va & 4095), entry.shadow);
  }

  load(address: number, size: number): number {
    if (this.machine.stalled) return 0;
    if (this.pending.unset !== 0) {
      this.pending.unset = 0;
      this.judgeQuick();
    }
    const va = address >>> 0;
    if ((va & (size - 1)) !== 0 && this.split(va, size, false)) return this.loadBytes(va, size);
    const entry = this.entry(va);
    if (entry.pa >= 0 && (va & 4095) + size <= 4096) {
      const { shadow } = entry;
      const at = va & 4095;
      if (shadow !== undefined && !readable(shadow, at, size) && !this.judge(va, entry.pa + at, size, false)) return 0;
      const known = this.pending.answers.length > 0 ? this.known(false, va, size) : undefined;
      if (known !== undefined) return known.value;
      if (this.host.ready(entry.pa + at, size, false, this.now)) {
        const value = this.host.load(entry.pa + at, size);
        this.keep(va, entry);
        return value;
      }
    }
    if (entry.uncached >= 0 && !this.uncachedFine(va, size, entry, false)) return 0;
    return this.overBus(false, va, size, 0, entry);
  }

  store(address: number, size: number, value: number): void {
    if (this.machine.stalled) return;
    const va = address >>> 0;
    if ((va & (size - 1)) !== 0 && this.split(va, size, true)) {
      for (let i = 0; i < size; i++) this.store(va + i, 1, value >>> (8 * i));
      return;
    }
    const entry = this.entry(va);
    if (entry.pa >= 0 && (va & 4095) + size <= 4096) {
      const at = va & 4095;
      if (entry.shadow !== undefined && !writable(entry.shadow, at, size) && !this.judge(va, entry.pa + at, size, true)) return;
      if (entry.shadow !== undefined && !readable(entry.shadow, at, size)) this.shadow.filled(entry.pa + at, size);
      if (this.pending.unset !== 0 && this.copies) this.leaveUnset(entry.pa + at, size);
      if (this.pending.answers.length > 0 && this.known(true, va, size) !== undefined) return;
      if (this.host.ready(entry.pa + at, size, true, this.now)) {
        this.host.store(entry.pa + at, size, value, this.now);
        this.noteStore(va, size);
        this.keep(va, entry);
        return;
      }
    }
    if (entry.uncached >= 0 && !this.uncachedFine(va, size, entry, true)) return;
    this.overBus(true, va, size, value, entry);
  }

  /** Memory that caches do not hold: what is known of it is looked up each time. */
  private uncachedFine(va: number, size: number, entry: Entry, write: boolean): boolean {
    const shadow = this.shadow.page(Math.floor(entry.uncached / 4096));
    const at = va & 4095;
    if (shadow === undefined || at + size > 4096) return true;
    if (!(write ? writable(shadow, at, size) : readable(shadow, at, size)) && !this.judge(va, entry.uncached + at, size, write)) return false;
    if (write && !readable(shadow, at, size)) this.shadow.filled(entry.uncached + at, size);
    return true;
  }

  /** An access that is not aligned: told of; ordinary memory takes it byte by byte, the bus unit judges the rest. */
  private split(va: number, size: number, write: boolean): boolean {
    if (this.machine.pending !== null) return false;
    this.host.unaligned(va, size, write);
    return this.entry(va).pa >= 0;
  }

  private loadBytes(va: number, size: number): number {
    let value = 0;
    for (let i = 0; i < size; i++) value |= (this.load(va + i, 1) & 0xff) << (8 * i);
    return value;
  }

  peekWord(address: number): number {
    const entry = this.entry(address);
    const at = address & 4095;
    return entry.pa >= 0 && at <= 4092 ? this.host.peek(entry.pa + at, 4) >>> 0 : 0;
  }

  setShadow(address: number, bytes: number, value: number): void {
    let va = address >>> 0;
    while (bytes > 0) {
      const count = Math.min(bytes, 4096 - (va & 4095));
      const entry = this.entry(va);
      if (entry.pa >= 0) this.shadow.set(entry.pa + (va & 4095), count, value);
      va += count;
      bytes -= count;
    }
    if (this.seenShadow !== this.shadow.revision) this.forget();
  }

  forget(): void {
    for (const entry of this.entries) entry.page = -1;
    this.seenMappings = this.host.mappings();
    this.seenShadow = this.shadow.revision;
    this.quick?.forget();
  }

  private entry(va: number): Entry {
    if (this.seenShadow !== this.shadow.revision) this.forget();
    const page = va >>> PAGE_SHIFT;
    const entry = this.entries[slotOf(page)];
    if (entry.page === page) return entry;
    const place = this.host.translate(page * 4096, this.user);
    const plain = place !== undefined && !place.device && place.cached !== false && this.host.isRam(place.pa);
    entry.page = page;
    entry.pa = plain ? place.pa : -1;
    entry.uncached = place !== undefined && !place.device && place.cached === false && this.host.isRam(place.pa) ? place.pa : -1;
    entry.own = place?.own === true;
    entry.shadow = plain ? this.shadow.page(Math.floor(place.pa / 4096)) : undefined;
    return entry;
  }

  /** The cycle of the instruction under way. */
  private get now(): number {
    return this.start + this.budget - this.machine.left - 1 + this.spent;
  }

  /** The answer to an access that the instruction was stopped at before. */
  private known(write: boolean, address: number, size: number): Answer | undefined {
    const known = this.pending.answers.find((one) => !one.used && one.write === write && one.address === address && one.size === size);
    if (known !== undefined) known.used = true;
    return known;
  }

  private overBus(write: boolean, address: number, size: number, value: number, entry: Entry): number {
    const known = this.pending.answers.length > 0 ? this.known(write, address, size) : undefined;
    if (known !== undefined) return known.value;
    if (entry.pa >= 0 && (address & 4095) + size <= 4096 && this.missAhead(write, address, size, value, entry)) return write ? 0 : this.host.loaded();
    const request: AccessRequest = { direction: write ? 'write' : 'read', address, length: size, word: true, user: this.user, data: write ? Array.from({ length: size }, (_, i) => (value >>> (8 * i)) & 0xff) : [] };
    const ahead = this.ahead(request);
    if (ahead !== undefined) return ahead;
    const { stored } = this;
    if (this.storedAt === this.machine.left) for (let i = 0; i < stored.count; i++) this.pending.answers.push({ write: true, address: stored.addresses[i], size: stored.sizes[i], value: 0, used: false });
    this.storedAt = -1;
    for (const one of this.pending.answers) one.used = false;
    this.pending.request = request;
    this.machine.stall();
    this.judgeQuick();
    return 0;
  }

  /**
   * An aligned load or store of one instruction whose line is not at hand, on the quick way: the line is fetched if it is
   * not in L1, and the store done. `pc` and `left` are those of the instruction. @returns false: the slow way, nothing having been done.
   */
  miss(write: boolean, va: number, size: number, value: number, pc: number, left: number): boolean {
    const { host, machine, image } = this;
    const entry = this.entry(va);
    const at = va & 4095;
    const pa = entry.pa + at;
    if (entry.pa < 0 || machine.running === null || !host.unwatched(pa)) return false;
    if (entry.shadow !== undefined && !(readable(entry.shadow, at, size) && (!write || writable(entry.shadow, at, size)))) return false;
    const now = this.start + this.budget - left - 1 + this.spent;
    if (host.ready(pa, size, write, now)) return !write && this.loadHere(va, pa, size, pc, entry);
    if (now + left + LONGEST_ACCESS > this.until) return false;
    const place = host.journals() ? image.details[pc / WIDTH] : 0;
    if (place < 0) return false;
    /** For who tells of what the line displaces. */
    machine.running.pc = pc;
    const behind = host.missAhead(pa, size, write, value, place, now + 1, this.cause);
    if (behind === null) return false;
    this.spend(behind - now);
    this.quick?.fetched(write, va, pa, entry.shadow);
    return true;
  }

  /** The line is there, but nobody knows yet whether it agrees with memory. */
  private loadHere(va: number, pa: number, size: number, pc: number, entry: Entry): true {
    (this.machine.running as Task).pc = pc;
    this.host.load(pa, size);
    this.keep(va, entry);
    return true;
  }

  private missAhead(write: boolean, va: number, size: number, value: number, entry: Entry): boolean {
    const { now } = this;
    if (now + this.machine.left + LONGEST_ACCESS > this.until) return false;
    const behind = this.host.missAhead(entry.pa + (va & 4095), size, write, value, 0, now + 1);
    if (behind === null) return false;
    this.spend(behind - now);
    if (write) this.noteStore(va, size);
    this.judgeQuick();
    this.keep(va, entry);
    return true;
  }

  private spend(cycles: number): void {
    this.spent += cycles;
    if (this.quick !== undefined) this.quick.cycleBase += cycles;
  }

  /** Do the access now, where nobody can notice. */
  private ahead(request: AccessRequest): number | undefined {
    const { now } = this;
    if (now + this.machine.left + LONGEST_ACCESS > this.until) return undefined;
    const done = this.host.ahead(request, now + 1);
    if (done === null) return undefined;
    this.spend(done.cycle - now);
    this.judgeQuick();
    if (request.direction === 'write') this.noteStore(request.address, request.length);
    return done.value | 0;
  }

  private noteStore(address: number, size: number): void {
    if (this.storedAt !== this.machine.left) {
      this.storedAt = this.machine.left;
      this.stored.count = 0;
    }
    const { stored } = this;
    stored.addresses[stored.count] = address;
    stored.sizes[stored.count++] = size;
  }

  /** An access that the shadow does not allow: mended, or a fault of the program. */
  private judge(va: number, pa: number, size: number, write: boolean): boolean {
    const { machine, shadow } = this;
    let unset = 0;
    for (let i = 0; i < size; i++) {
      const s = shadow.page(Math.floor((pa + i) / 4096))?.[(pa + i) % 4096] ?? READY;
      if ((s & (write ? 1 : 2)) !== 0) continue;
      if (!write && (s & 1) !== 0 && this.copies) {
        unset |= 1 << i;
        continue;
      }
      if (!write && (s & 1) !== 0 && this.setsBits) continue;
      if (!write && (s & 1) !== 0 && !this.entry(va).own && this.host.writtenByOthers(pa + i)) {
        shadow.filled(pa + i, 1);
        continue;
      }
      this.explain(va + i, pa + i, size, write, s);
      return false;
    }
    if (!write) this.pending.unset = unset;
    this.judgeQuick();
    return machine.pending === null;
  }

  private leaveUnset(pa: number, size: number): void {
    for (let i = 0; i < size; i++) if ((this.pending.unset & (1 << i)) !== 0) this.shadow.set(pa + i, 1, UNINITIALISED);
  }

  /** A store into a bit-field reads the byte that it shares with its neighbours, of which it does not ask that they hold values. */
  private get setsBits(): boolean {
    const { running } = this.machine;
    const op = running === null ? -1 : operationAt(this.image.interpreter, running.pc);
    return op === OP.stbf || op === OP.stbf2;
  }

  /** What runs copies memory, whatever it holds. */
  private get copies(): boolean {
    return this.machine.copying || (this.machine.running !== null && this.image.user?.copying.has(this.machine.running.current) === true);
  }

  private explain(va: number, pa: number, size: number, write: boolean, s: number): void {
    const { machine, host } = this;
    const what = `${write ? 'write' : 'read'} of ${size} byte${size > 1 ? 's' : ''} at 0x${va.toString(16).padStart(8, '0')}`;
    const owner = machine.ownerOf(va | 0) || host.describe(pa);
    if ((s & 1) !== 0) machine.raise('uninitialised', `read of memory that was never written: ${what}${owner}`, va);
    else if ((s & 2) !== 0) machine.raise('read-only', `write to constant data: ${what}${owner}`, va);
    else if (s === POISON.freed) machine.raise('use-after-free', `use after free: ${what}${machine.describe(va) || host.describe(pa)}`, va);
    else if (s === POISON.deadStack) machine.raise('use-after-return', `use after return: ${what}, in the frame of a function that has returned`, va);
    else machine.raise('out-of-bounds', `out of bounds: ${what}${owner}`, va);
  }
}

/** Buffers often lie a power of two apart: neighbours by a hash. */
const slotOf = (page: number): number => Math.imul(page, 0x9e37_79b1) >>> (32 - ENTRY_BITS);

function readable(shadow: Uint8Array, at: number, size: number): boolean {
  if (size === 1) return (shadow[at] & 2) !== 0;
  if (size === 2) return (shadow[at] & shadow[at + 1] & 2) !== 0;
  return (shadow[at] & shadow[at + 1] & shadow[at + 2] & shadow[at + 3] & 2) !== 0;
}

function writable(shadow: Uint8Array, at: number, size: number): boolean {
  if (size === 1) return (shadow[at] & 1) !== 0;
  if (size === 2) return (shadow[at] & shadow[at + 1] & 1) !== 0;
  return (shadow[at] & shadow[at + 1] & shadow[at + 2] & shadow[at + 3] & 1) !== 0;
}
