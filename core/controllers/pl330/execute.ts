/**
 * What each instruction does. ARM DDI 0424 section 4.3. An instruction that cannot go on stalls its thread and changes
 * nothing; it is tried again when the reason is gone, and enters the journal when it is executed.
 */
import { KIND } from '../../journal/entry-kinds';
import type { EntryRef, Journal } from '../../journal/journal';
import type { Burst } from './burst-queue';
import type { Pl330Config } from './config';
import type { DataPath } from './data-path';
import type { Events } from './events';
import { FAULT } from './faults';
import { INVALID_OP, UNDEFINED_OP, type InstructionCache } from './instruction-cache';
import { OP } from './instructions';
import { NEVER_ROOM, RESERVED, type Mfifo } from './mfifo';
import type { RegisterFile } from './register-file';
import type { PeripheralRequests } from './requests';
import type { ThreadControl } from './thread-control';
import { STALL, STATE, type Threads } from './threads';

/** CCR: non-secure bit of the source's and the destination's protection (ARPROT[1], AWPROT[1]). */
const CCR_SRC_NON_SECURE = 1 << 9;
const CCR_DST_NON_SECURE = 1 << 23;
const CONDITION_SINGLE = 1;

export interface ExecutorParts {
  readonly config: Pl330Config;
  readonly journal: Journal;
  readonly threads: Threads;
  readonly registers: RegisterFile;
  readonly control: ThreadControl;
  readonly cache: InstructionCache;
  readonly mfifo: Mfifo;
  readonly data: DataPath;
  readonly events: Events;
  readonly requests: PeripheralRequests;
}

export class Executor {
  private readonly journal: Journal;
  private readonly threads: Threads;
  private readonly registers: RegisterFile;
  private readonly control: ThreadControl;
  private readonly cache: InstructionCache;
  private readonly mfifo: Mfifo;
  private readonly data: DataPath;
  private readonly busLog2: number;
  /** INS and PNS: sampled at reset. */
  irqNonSecure: number;
  peripheralNonSecure: number;
  /** Counter of the counted loop that the last step took back; -1 = it was something else. */
  loopCounter = -1;

  constructor(private readonly parts: ExecutorParts) {
    this.journal = parts.journal;
    this.threads = parts.threads;
    this.registers = parts.registers;
    this.control = parts.control;
    this.cache = parts.cache;
    this.mfifo = parts.mfifo;
    this.data = parts.data;
    this.busLog2 = Math.log2(parts.config.busBytes);
    this.irqNonSecure = parts.config.security.irqNonSecure;
    this.peripheralNonSecure = parts.config.security.peripheralNonSecure;
  }

  /** The thread tries the instruction at its program counter. */
  step(thread: number): void {
    const at = this.cache.locate(thread, this.registers.values[this.registers.pc[thread]]);
    if (at < 0) return;
    switch (this.cache.op[at] - 1) {
      case OP.load:
        if (this.applies(thread, at)) this.load(thread, at, -1);
        else this.commit(thread, at);
        return;
      case OP.store:
        if (this.applies(thread, at)) this.store(thread, at, -1, false);
        else this.commit(thread, at);
        return;
      case OP.loopEnd:
        this.loopEnd(thread, at);
        return;
      case OP.loop:
        this.loop(thread, at);
        return;
      case OP.nop:
        this.commit(thread, at);
        return;
      case OP.move:
        this.move(thread, at);
        return;
      case OP.addHalf:
      case OP.addNegativeHalf:
        this.add(thread, at);
        return;
      default:
        this.stepRare(thread, at);
    }
  }

  private stepRare(thread: number, at: number): void {
    const { cache, control } = this;
    switch (cache.op[at] - 1) {
      case OP.storeZeros:
        this.store(thread, at, -1, true);
        return;
      case OP.loadPeripheral:
      case OP.storePeripheral:
      case OP.flushPeripheral:
      case OP.waitPeripheral:
        this.peripheral(thread, at);
        return;
      case OP.readBarrier:
        if (this.threads.loadsOpen[thread] > 0) control.stallOn(thread, STALL.loads, STATE.atBarrier);
        else this.commit(thread, at);
        return;
      case OP.writeBarrier:
        if (this.threads.storesOpen[thread] > 0) control.stallOn(thread, STALL.stores, STATE.atBarrier);
        else this.commit(thread, at);
        return;
      case OP.sendEvent:
        if (this.eventAllowed(thread, cache.a[at])) this.parts.events.signal(thread, cache.a[at], this.commit(thread, at));
        return;
      case OP.waitEvent:
        this.waitForEvent(thread, at);
        return;
      case OP.go:
        this.go(cache.a[at], cache.b[at] & 7, (cache.b[at] & 8) !== 0, this.threads.startedBy[0], at);
        return;
      case OP.end:
        control.end(thread, this.commit(thread, at));
        return;
      default:
        this.faultOp(thread, cache.op[at]);
    }
  }

  private faultOp(thread: number, op: number): void {
    const bits = op === INVALID_OP ? FAULT.operand_invalid : op === UNDEFINED_OP ? FAULT.undef_instr : 0;
    if (bits === 0) throw new Error(`instruction number ${op} has no meaning here`);
    this.control.fault(thread, bits, this.threads.startedBy[thread]);
  }

  /** Forms with suffix S or B do nothing unless the channel's request type is theirs. */
  private applies(thread: number, at: number): boolean {
    const condition = this.cache.condition[at];
    return condition === 0 || this.threads.requestType[thread] === condition - CONDITION_SINGLE;
  }

  /** The instruction is executed: journal it and go on behind it. */
  private commit(thread: number, at: number): EntryRef {
    const { registers, threads, cache } = this;
    const pcAt = registers.pc[thread];
    const pc = registers.values[pcAt];
    const entry = this.journal.add(KIND.instruction, this.control.initiators[thread], pc, cache.word[at], 0, threads.startedBy[thread], cache.half[at]);
    registers.values[pcAt] = pc + cache.length[at];
    if (threads.state[thread] !== STATE.executing) this.control.setState(thread, STATE.executing, entry);
    return entry;
  }

  private loop(thread: number, at: number): void {
    const { registers, cache } = this;
    const entry = this.commit(thread, at);
    registers.change(registers.lc[cache.b[at]] + thread - 1, cache.a[at], this.control.initiators[thread], entry);
  }

  /**
   * 4.3.10. A counted loop jumps while its counter is not zero; a forever loop jumps unless the peripheral said that its
   * last request was taken [M]. A conditional form of the other request type falls through.
   */
  private loopEnd(thread: number, at: number): void {
    const { registers, cache } = this;
    const entry = this.commit(thread, at);
    if (!this.applies(thread, at)) return;
    const { values } = registers;
    const b = cache.b[at];
    if (b >= 2) {
      if (this.threads.requestLast[thread] === 1) return;
    } else {
      const index = registers.lc[b] + thread - 1;
      const left = values[index];
      if (left === 0) return;
      registers.change(index, left - 1, this.control.initiators[thread], entry);
      this.loopCounter = index;
    }
    values[registers.pc[thread]] -= cache.a[at] + cache.length[at];
  }

  private move(thread: number, at: number): void {
    const { registers, cache, threads } = this;
    const value = cache.a[at];
    const which = cache.b[at];
    if (which === 1) {
      const bits = this.ccrFault(value, threads.nonSecure[thread] === 1);
      if (bits !== 0) return this.control.fault(thread, bits, threads.startedBy[thread]);
    }
    const first = which === 0 ? registers.sar : which === 1 ? registers.ccr : registers.dar;
    registers.change(first + thread - 1, value, this.control.initiators[thread], this.commit(thread, at));
  }

  /** [M] Beats wider than the bus are not supported by the manual; here they are an invalid operand. */
  private ccrFault(value: number, nonSecure: boolean): number {
    if (((value >>> 1) & 7) > this.busLog2 || ((value >>> 15) & 7) > this.busLog2 || ((value >>> 28) & 7) > 4) return FAULT.operand_invalid;
    const bothNonSecure = (value & CCR_SRC_NON_SECURE) !== 0 && (value & CCR_DST_NON_SECURE) !== 0;
    return nonSecure && !bothNonSecure ? FAULT.rdwr_err : 0;
  }

  private add(thread: number, at: number): void {
    const { registers, cache } = this;
    const index = (cache.b[at] === 0 ? registers.sar : registers.dar) + thread - 1;
    registers.change(index, registers.values[index] + cache.a[at], this.control.initiators[thread], this.commit(thread, at));
  }

  /** 4.3.7: one read burst as CCR says; the S form a single beat. */
  private load(thread: number, at: number, peripheral: number): void {
    const { registers, control, data } = this;
    const { values } = registers;
    const channel = thread - 1;
    const ccr = values[registers.ccr + channel];
    const asBurst = this.cache.condition[at] !== CONDITION_SINGLE;
    const sizeLog2 = (ccr >>> 1) & 7;
    const beats = asBurst ? ((ccr >>> 4) & 15) + 1 : 1;
    const fixed = (ccr & 1) === 0;
    const address = values[registers.sar + channel];
    const first = (1 << sizeLog2) - (address & ((1 << sizeLog2) - 1));
    const bytes = fixed ? first * beats : first + ((beats - 1) << sizeLog2);
    if (data.loads.full) return control.stallOn(thread, STALL.readQueue, STATE.queueBusy);
    if (data.mustWaitForStore(thread, address, fixed ? first : bytes)) return control.stallOn(thread, STALL.order, STATE.queueBusy);
    const room = this.mfifo.reserve(channel, bytes, (ccr & (1 << 14)) !== 0, (ccr >>> 15) & 7, values[registers.dar + channel]);
    if (room !== RESERVED) {
      if (room === NEVER_ROOM) control.fault(thread, FAULT.mfifo_err, this.threads.startedBy[thread]);
      else control.stallOn(thread, STALL.mfifo, STATE.queueBusy);
      return;
    }
    const entry = this.commit(thread, at);
    const burst = data.loads.push();
    this.describe(burst, thread, entry, address, sizeLog2, beats, bytes, fixed, (ccr & CCR_SRC_NON_SECURE) !== 0, peripheral, asBurst);
    this.threads.loadsOpen[thread]++;
    data.loadsExecuted[thread]++;
    if (!fixed) registers.change(registers.sar + channel, address + bytes, control.initiators[thread], entry);
    data.startLoad();
  }

  /** 4.3.16, 4.3.18: one write burst as CCR says, from the MFIFO or of zeros. */
  private store(thread: number, at: number, peripheral: number, zeros: boolean): void {
    const { registers, control, data } = this;
    const { values } = registers;
    const channel = thread - 1;
    const ccr = values[registers.ccr + channel];
    const asBurst = this.cache.condition[at] !== CONDITION_SINGLE;
    const sizeLog2 = (ccr >>> 15) & 7;
    const beats = asBurst ? ((ccr >>> 18) & 15) + 1 : 1;
    const fixed = (ccr & (1 << 14)) === 0;
    const address = values[registers.dar + channel];
    const first = (1 << sizeLog2) - (address & ((1 << sizeLog2) - 1));
    const bytes = fixed ? first * beats : first + ((beats - 1) << sizeLog2);
    if (data.stores.full) return control.stallOn(thread, STALL.writeQueue, STATE.queueBusy);
    if (!zeros && !this.mfifo.claim(channel, bytes)) {
      return control.fault(thread, this.mfifo.canHold(channel, bytes) ? FAULT.st_data_unavailable : FAULT.mfifo_err, this.threads.startedBy[thread]);
    }
    const entry = this.commit(thread, at);
    const burst = data.stores.push();
    this.describe(burst, thread, entry, address, sizeLog2, beats, bytes, fixed, (ccr & CCR_DST_NON_SECURE) !== 0, peripheral, asBurst);
    burst.zeros = zeros;
    burst.swapLog2 = zeros ? 0 : (ccr >>> 28) & 7;
    burst.loadsBefore = data.loadsExecuted[thread];
    this.threads.storesOpen[thread]++;
    if (!fixed) registers.change(registers.dar + channel, address + bytes, control.initiators[thread], entry);
    data.startStore();
  }

  private describe(burst: Burst, thread: number, entry: EntryRef, address: number, sizeLog2: number, beats: number, bytes: number, fixed: boolean, nonSecure: boolean, peripheral: number, asBurst: boolean): void {
    burst.thread = thread;
    burst.entry = entry;
    burst.address = address;
    burst.sizeLog2 = sizeLog2;
    burst.beats = beats;
    burst.bytes = bytes;
    burst.fixed = fixed;
    burst.nonSecure = nonSecure;
    burst.peripheral = peripheral;
    burst.asBurst = asBurst;
    burst.zeros = false;
    burst.cancelled = false;
  }

  private peripheral(thread: number, at: number): void {
    const { cache, control, threads } = this;
    const { requests } = this.parts;
    const peripheral = cache.a[at];
    const op = cache.op[at] - 1;
    if (threads.nonSecure[thread] === 1 && ((this.peripheralNonSecure >>> peripheral) & 1) === 0) return control.fault(thread, FAULT.periph_err, threads.startedBy[thread]);
    if (op === OP.flushPeripheral) requests.flush(peripheral, this.commit(thread, at));
    else if (op === OP.waitPeripheral) this.waitForPeripheral(thread, at, peripheral);
    else if (!this.applies(thread, at)) this.commit(thread, at);
    else if (op === OP.loadPeripheral) this.load(thread, at, peripheral);
    else this.store(thread, at, peripheral, false);
  }

  /** 4.3.20. CSRn keeps which form it was. */
  private waitForPeripheral(thread: number, at: number, peripheral: number): void {
    const { control, threads, cache } = this;
    const kind = cache.b[at];
    threads.wfpFlags[thread] = kind === 1 ? 1 : kind === 2 ? 2 : 0;
    threads.wakeup[thread] = peripheral;
    if (!this.parts.requests.take(thread, peripheral, kind, threads.startedBy[thread])) return control.stallOn(thread, STALL.peripheral, STATE.waitingForPeripheral);
    control.publish(thread, this.commit(thread, at));
  }

  private waitForEvent(thread: number, at: number): void {
    const { control, threads, cache } = this;
    const event = cache.a[at];
    if (!this.eventAllowed(thread, event)) return;
    threads.wakeup[thread] = event;
    if (!this.parts.events.take(thread, event, threads.startedBy[thread])) return control.stallOn(thread, STALL.event, STATE.waitingForEvent);
    const invalidates = cache.b[at] !== 0;
    this.commit(thread, at);
    /** Nothing is fetched during the wait, so that forgetting the lines behind it is the same as before it. */
    if (invalidates) cache.invalidate(thread);
  }

  private eventAllowed(thread: number, event: number): boolean {
    if (this.threads.nonSecure[thread] === 0 || ((this.irqNonSecure >>> event) & 1) === 1) return true;
    this.control.fault(thread, FAULT.evnt_err, this.threads.startedBy[thread]);
    return false;
  }

  /** 4.3.5, by the manager's program (`at` >= 0) or from the debug registers with `entry`. */
  private go(address: number, channel: number, nonSecure: boolean, cause: EntryRef, at: number): void {
    if (this.threads.nonSecure[0] === 1 && !nonSecure) return this.control.fault(0, FAULT.dmago_err, cause);
    this.startChannel(address, channel, nonSecure, this.commit(0, at));
  }

  /** [M] A channel that is not stopped: the instruction does nothing. */
  startChannel(address: number, channel: number, nonSecure: boolean, entry: EntryRef): void {
    if (this.threads.state[channel + 1] === STATE.stopped) this.control.start(channel + 1, address, nonSecure, entry);
  }

  /** Whether a debug DMASEV of the thread is allowed; if not it faults. */
  debugEventAllowed(thread: number, event: number): boolean {
    return this.threads.nonSecure[thread] === 0 || ((this.irqNonSecure >>> event) & 1) === 1;
  }
}
