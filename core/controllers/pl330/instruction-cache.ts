/**
 * The instruction cache: lines of program bytes, fetched through a bus port of its own, and beside each byte the decoded
 * instruction that begins there, so that a loop is decoded once. ARM DDI 0424 section 2.5 and CR1. A line belongs to the
 * thread that fetched it (DMAEND, DMAKILL and DMAWFE invalidate "the thread's" lines); lines are replaced in turn. [M]
 * A program that is changed in memory is seen only after its line was invalidated or replaced.
 * Not modelled: prefetch of the next line.
 */
import type { Transaction } from '../../bus/transaction';
import type { BusPort } from '../../bus/channel';
import type { Pl330Config } from './config';
import { FAULT } from './faults';
import { decode, formOf, MOVE_REGISTERS, OP, type DecodedInstruction, type InstructionForm } from './instructions';
import type { ThreadControl } from './thread-control';
import { PARTIAL_BYTES, STALL, STATE, type Threads } from './threads';

/** Beside the numbers of `OP`, as stored (one more than the number, so that 0 means "not decoded"). */
export const UNDEFINED_OP = 30;
export const INVALID_OP = 31;
const NOBODY = 255;
const CONDITIONS = { always: 0, single: 1, burst: 2 } as const;
const WAIT_KINDS = { single: 0, burst: 1, periph: 2 } as const;

export class InstructionCache {
  readonly lines: number;
  readonly lineBytes: number;
  readonly tag: Uint32Array;
  readonly owner: Uint8Array;
  readonly bytes: Uint8Array;
  /** The decoded instruction by byte position; the last position holds one that spans lines. */
  readonly op: Uint8Array;
  readonly condition: Uint8Array;
  readonly length: Uint8Array;
  /** Operands as execute.ts takes them, and the instruction's bytes 0 to 3 and 4 to 5. */
  readonly a: Uint32Array;
  readonly b: Uint8Array;
  readonly word: Uint32Array;
  readonly half: Uint16Array;
  port: BusPort | undefined;
  private readonly hint: Uint8Array;
  private readonly mask: number;
  private readonly limits: { channels: number; events: number; peripherals: number };
  private victim = 0;
  /** A bit for each thread that waits for `threads.fetchLine`. */
  private wanted = 0;
  private lastServed = 0;
  private flightThread = -1;
  private flightLine = 0;
  private flightDropped = false;

  constructor(
    private readonly config: Pl330Config,
    private readonly threads: Threads,
    private readonly control: ThreadControl,
  ) {
    this.lines = config.cacheLines;
    this.lineBytes = config.cacheLineBytes;
    this.mask = this.lineBytes - 1;
    this.tag = new Uint32Array(this.lines);
    this.owner = new Uint8Array(this.lines).fill(NOBODY);
    const positions = this.lines * this.lineBytes + 1;
    this.bytes = new Uint8Array(positions);
    this.op = new Uint8Array(positions);
    this.condition = new Uint8Array(positions);
    this.length = new Uint8Array(positions);
    this.a = new Uint32Array(positions);
    this.b = new Uint8Array(positions);
    this.word = new Uint32Array(positions);
    this.half = new Uint16Array(positions);
    this.hint = new Uint8Array(threads.count);
    this.limits = { channels: config.channels, events: config.events, peripherals: config.peripherals };
  }

  /** Position of the decoded instruction at `pc`, or -1: a fetch is under way and the thread stalls. */
  locate(thread: number, pc: number): number {
    const tag = (pc & ~this.mask) >>> 0;
    const line = this.hint[thread];
    if (this.tag[line] === tag && this.owner[line] === thread) {
      const at = line * this.lineBytes + (pc & this.mask);
      if (this.op[at] !== 0) return at;
    }
    return this.locateSlowly(thread, pc, tag);
  }

  private locateSlowly(thread: number, pc: number, tag: number): number {
    const line = this.find(thread, tag);
    if (line >= 0) {
      this.hint[thread] = line;
      const at = line * this.lineBytes + (pc & this.mask);
      if (this.op[at] !== 0) return at;
      const form = formOf(this.bytes[at]);
      if ((pc & this.mask) + (form?.length ?? 1) <= this.lineBytes) return this.store(thread, at, form, this.bytes, at);
    }
    return this.collect(thread, pc);
  }

  private find(thread: number, tag: number): number {
    for (let line = 0; line < this.lines; line++) if (this.tag[line] === tag && this.owner[line] === thread) return line;
    return -1;
  }

  /** Gather the bytes of an instruction from lines and earlier fetches; ask for the first line that is missing. */
  private collect(thread: number, pc: number): number {
    const { partial, partialHave, partialPc } = this.threads;
    const base = thread * PARTIAL_BYTES;
    if (partialPc[thread] !== pc) {
      partialPc[thread] = pc;
      partialHave[thread] = 0;
    }
    let needed = 1;
    for (let i = 0; i < needed; i++) {
      const address = (pc + i) >>> 0;
      if ((partialHave[thread] & (1 << i)) === 0) {
        const tag = (address & ~this.mask) >>> 0;
        const line = this.find(thread, tag);
        if (line < 0) {
          this.request(thread, tag);
          return -1;
        }
        partial[base + i] = this.bytes[line * this.lineBytes + (address & this.mask)];
        partialHave[thread] |= 1 << i;
      }
      if (i === 0) needed = formOf(partial[base])?.length ?? 1;
    }
    partialHave[thread] = 0;
    const scratch = this.lines * this.lineBytes;
    return this.store(thread, scratch, formOf(partial[base]), partial, base);
  }

  private store(thread: number, at: number, form: InstructionForm | undefined, bytes: Uint8Array, from: number): number {
    const length = form?.length ?? 1;
    let word = 0;
    let half = 0;
    for (let i = 0; i < length; i++) {
      if (i < 4) word |= bytes[from + i] << (8 * i);
      else half |= bytes[from + i] << (8 * (i - 4));
    }
    this.length[at] = length;
    this.word[at] = word;
    this.half[at] = half;
    this.condition[at] = 0;
    if (form === undefined || !form.runBy.includes(thread === 0 ? 'manager' : 'channel')) this.op[at] = UNDEFINED_OP;
    else {
      const decoded = decode(bytes.subarray(from, from + length), 0, this.limits);
      if (typeof decoded === 'string') this.op[at] = INVALID_OP;
      else this.storeOperands(at, decoded);
    }
    return at;
  }

  private storeOperands(at: number, { form, operands }: DecodedInstruction): void {
    this.op[at] = form.op + 1;
    this.condition[at] = CONDITIONS[form.condition];
    this.a[at] = operandA(form, operands);
    this.b[at] = operandB(form, operands);
  }

  private request(thread: number, line: number): void {
    this.threads.fetchLine[thread] = line;
    this.wanted |= 1 << thread;
    this.control.stallOn(thread, STALL.fetch, STATE.cacheMiss);
    this.serve();
  }

  private serve(): void {
    const { port, wanted, threads, lineBytes } = this;
    if (port === undefined || wanted === 0 || this.flightThread >= 0) return;
    let thread = this.lastServed;
    do thread = thread + 1 < threads.count ? thread + 1 : 0;
    while ((wanted & (1 << thread)) === 0);
    this.lastServed = thread;
    this.wanted &= ~(1 << thread);
    this.flightThread = thread;
    this.flightLine = threads.fetchLine[thread];
    this.flightDropped = false;
    const t = port.read;
    const beatBytes = Math.min(this.config.busBytes, lineBytes);
    t.address = this.flightLine;
    t.sizeLog2 = Math.log2(beatBytes);
    t.beats = lineBytes / beatBytes;
    t.fixed = false;
    t.nonSecure = threads.nonSecure[thread] === 1;
    t.initiator = this.control.initiators[thread];
    t.cause = threads.startedBy[thread];
    t.detail = 0;
    port.present('read');
  }

  /** The fetch is over. */
  fetched(t: Transaction): void {
    const thread = this.flightThread;
    const dropped = this.flightDropped;
    this.flightThread = -1;
    if (!dropped && this.threads.stall[thread] === STALL.fetch) {
      if (t.response === 'okay') {
        this.install(thread, t.data);
        this.control.resume(thread);
      } else this.control.fault(thread, FAULT.instr_fetch_err, t.entry !== 0 ? t.entry : this.threads.startedBy[thread]);
    }
    this.serve();
  }

  private install(thread: number, data: Uint8Array): void {
    const { lineBytes, flightLine } = this;
    const line = this.victim;
    this.victim = line + 1 < this.lines ? line + 1 : 0;
    this.tag[line] = flightLine;
    this.owner[line] = thread;
    this.bytes.set(data.subarray(0, lineBytes), line * lineBytes);
    this.op.fill(0, line * lineBytes, (line + 1) * lineBytes);
    this.hint[thread] = line;
    const { partial, partialHave, partialPc } = this.threads;
    for (let i = 0; i < 6; i++) {
      const offset = (partialPc[thread] + i - flightLine) >>> 0;
      if (offset >= lineBytes) continue;
      partial[thread * PARTIAL_BYTES + i] = data[offset];
      partialHave[thread] |= 1 << i;
    }
  }

  /** The byte as the thread would see it, or -1 when it is not in the cache. */
  byteAt(thread: number, address: number): number {
    const line = this.find(thread, (address & ~this.mask) >>> 0);
    return line < 0 ? -1 : this.bytes[line * this.lineBytes + (address & this.mask)];
  }

  /** Forget the thread's lines. */
  invalidate(thread: number): void {
    for (let line = 0; line < this.lines; line++) if (this.owner[line] === thread) this.owner[line] = NOBODY;
    this.threads.partialHave[thread] = 0;
  }

  /** The thread stops: its fetch, too, concerns nobody any more. */
  drop(thread: number): void {
    this.invalidate(thread);
    this.wanted &= ~(1 << thread);
    if (this.flightThread === thread) this.flightDropped = true;
  }

  get busy(): boolean {
    return this.flightThread >= 0 || this.wanted !== 0;
  }

  reset(): void {
    this.owner.fill(NOBODY);
    this.victim = 0;
    this.lastServed = 0;
    this.wanted = 0;
    this.flightDropped = true;
  }

  save() {
    const { victim, wanted, lastServed, flightThread, flightLine, flightDropped } = this;
    return { tag: this.tag.slice(), owner: this.owner.slice(), bytes: this.bytes.slice(0, this.lines * this.lineBytes), victim, wanted, lastServed, flightThread, flightLine, flightDropped };
  }

  load(saved: ReturnType<InstructionCache['save']>): void {
    const { tag, owner, bytes, ...rest } = saved;
    this.tag.set(tag);
    this.owner.set(owner);
    this.bytes.set(bytes);
    this.op.fill(0);
    this.hint.fill(0);
    Object.assign(this, rest);
  }
}

function operandA(form: InstructionForm, operands: DecodedInstruction['operands']): number {
  switch (form.op) {
    case OP.loop:
      return (operands.iterations ?? 1) - 1;
    case OP.addNegativeHalf:
      return (0xffff0000 | (operands.value ?? 0)) >>> 0;
    default:
      return operands.jump ?? operands.peripheral ?? operands.event ?? operands.address ?? operands.value ?? 0;
  }
}

function operandB(form: InstructionForm, operands: DecodedInstruction['operands']): number {
  switch (form.op) {
    case OP.loop:
    case OP.loopEnd:
      return (form.counter ?? 0) | (form.forever === true ? 2 : 0);
    case OP.waitPeripheral:
      return WAIT_KINDS[form.request ?? 'single'];
    case OP.addHalf:
    case OP.addNegativeHalf:
      return form.target === 'DAR' ? 1 : 0;
    case OP.go:
      return (operands.channel ?? 0) | (form.nonSecure === true ? 8 : 0);
    case OP.move:
      return Math.min(operands.register ?? 0, MOVE_REGISTERS.length - 1);
    default:
      return operands.invalidate ?? 0;
  }
}
