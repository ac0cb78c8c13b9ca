/**
 * The debug registers: one instruction for a thread, from outside. This is how drivers start and stop channels.
 * ARM DDI 0424 sections 2.4 (using the APB slave interfaces) and 3.3.18 to 3.3.21.
 */
import { KIND } from '../../journal/entry-kinds';
import type { EntryRef, Journal } from '../../journal/journal';
import type { Pl330Config } from './config';
import type { Events } from './events';
import type { Executor } from './execute';
import { FAULT } from './faults';
import { decode, formOf, OP } from './instructions';
import type { RegisterFile } from './register-file';
import type { ThreadControl } from './thread-control';
import type { Threads } from './threads';

export class DebugPort {
  private pending = false;
  private cause: EntryRef = 0;
  private inst0 = 0;
  private inst1 = 0;
  private readonly readyBit: number;
  private readonly limits: { channels: number; events: number; peripherals: number };

  constructor(
    private readonly config: Pl330Config,
    private readonly journal: Journal,
    private readonly threads: Threads,
    private readonly registers: RegisterFile,
    private readonly control: ThreadControl,
    private readonly executor: Executor,
    private readonly events: Events,
  ) {
    this.readyBit = 1 << threads.count;
    this.limits = { channels: config.channels, events: config.events, peripherals: config.peripherals };
  }

  /** DBGCMD was written. Commands other than 0 are reserved, and while busy nothing is taken. [M] */
  command(written: number, cause: EntryRef): void {
    if ((written & 3) !== 0 || this.pending) return;
    const { bank } = this.registers;
    this.pending = true;
    this.cause = cause;
    this.inst0 = bank.get('DBGINST0');
    this.inst1 = bank.get('DBGINST1');
    this.control.ready |= this.readyBit;
    this.registers.change(bank.at('DBGSTATUS'), 1, this.control.initiators[0], cause);
  }

  /** The debug port's turn: execute what was commanded. */
  execute(): void {
    const { inst0, inst1, cause } = this;
    this.control.ready &= ~this.readyBit;
    this.pending = false;
    const thread = (inst0 & 1) === 0 ? 0 : ((inst0 >>> 8) & 7) + 1;
    const bytes = Uint8Array.of(inst0 >>> 16, inst0 >>> 24, inst1, inst1 >>> 8, inst1 >>> 16, inst1 >>> 24);
    if (thread < this.threads.count) this.executeFor(thread, bytes, cause);
    this.registers.change(this.registers.bank.at('DBGSTATUS'), 0, this.control.initiators[0], cause);
  }

  private executeFor(thread: number, bytes: Uint8Array, cause: EntryRef): void {
    const { control, threads } = this;
    const form = formOf(bytes[0]);
    if (form === undefined || !form.runBy.includes(thread === 0 ? 'debug-manager' : 'debug-channel')) return control.fault(thread, FAULT.undef_instr | FAULT.dbg_instr, cause);
    const decoded = decode(bytes.subarray(0, form.length), 0, this.limits);
    if (typeof decoded === 'string') return control.fault(thread, FAULT.operand_invalid | FAULT.dbg_instr, cause);
    const { operands } = decoded;
    if (form.op === OP.go && threads.nonSecure[0] === 1 && form.nonSecure !== true) return control.fault(0, FAULT.dmago_err | FAULT.dbg_instr, cause);
    if (form.op === OP.sendEvent && !this.executor.debugEventAllowed(thread, operands.event ?? 0)) return control.fault(thread, FAULT.evnt_err | FAULT.dbg_instr, cause);
    /** [M] Also for a thread that is faulting: its state stays, only DMAKILL ends it (2.8). */
    const entry = this.record(thread, bytes, form.length, cause);
    if (form.op === OP.go) this.executor.startChannel(operands.address ?? 0, operands.channel ?? 0, form.nonSecure === true, entry);
    else if (form.op === OP.sendEvent) this.events.signal(thread, operands.event ?? 0, entry);
    else control.kill(thread, entry);
  }

  /** The instruction's address in the journal is that of DBGCMD. */
  private record(thread: number, bytes: Uint8Array, length: number, cause: EntryRef): EntryRef {
    const byte = (i: number): number => (i < length ? bytes[i] : 0);
    const word = (byte(0) | (byte(1) << 8) | (byte(2) << 16) | (byte(3) << 24)) >>> 0;
    const address = this.config.base + this.registers.bank.offsetOf('DBGCMD');
    return this.journal.add(KIND.instruction, this.control.initiators[thread], address, word, 0, cause, byte(4) | (byte(5) << 8));
  }

  reset(): void {
    this.pending = false;
  }

  save() {
    const { pending, cause, inst0, inst1 } = this;
    return { pending, cause, inst0, inst1 };
  }

  load(saved: ReturnType<DebugPort['save']>): void {
    Object.assign(this, saved);
  }
}
