/**
 * What moves threads between their states: starting, stalling, going on, faulting, killing, stopping. ARM DDI 0424
 * sections 2.8 (operating states), 2.12 (aborts), 4.3.3 DMAEND, 4.3.6 DMAKILL.
 */
import { KIND } from '../../journal/entry-kinds';
import type { EntryRef, Journal } from '../../journal/journal';
import { FAULT, faultNames } from './faults';
import type { RegisterFile } from './register-file';
import { STALL, STATE, type Threads } from './threads';

/** Level of an interrupt line; `ABORT_LINE` is irq_abort, others are event numbers. */
export type InterruptPort = (line: number, level: boolean, cause: EntryRef) => void;
export const ABORT_LINE = -1;

/** What others hold for a thread, to be given up. */
export interface ThreadHoldings {
  /** MFIFO data and cache lines. */
  clear(thread: number): void;
  /** Queued bursts that the bus has not begun, and requests that were taken. */
  cancelQueued(thread: number, cause: EntryRef): void;
}

export class ThreadControl {
  /** A bit for each thread that can try its next instruction; the bit behind the last thread is the debug port's. */
  ready = 0;
  /** A bit for each thread that waits for something. */
  private stalled = 0;
  /** A lock-up is signalled without an abort (WD.wd_irq_only). */
  lockupSignalled = false;
  holdings: ThreadHoldings | undefined;
  private abortLevel = false;

  constructor(
    private readonly threads: Threads,
    private readonly registers: RegisterFile,
    private readonly journal: Journal,
    readonly initiators: readonly number[],
    private readonly interrupt: InterruptPort,
  ) {}

  setState(thread: number, state: number, cause: EntryRef): void {
    this.threads.state[thread] = state;
    this.publish(thread, cause);
  }

  /** Write DSR or CSRn from what they consist of. */
  publish(thread: number, cause: EntryRef): void {
    const { state, wakeup, nonSecure, wfpFlags } = this.threads;
    const now = state[thread];
    const waited = now === STATE.waitingForEvent || now === STATE.waitingForPeripheral ? wakeup[thread] << 4 : 0;
    const flags = thread === 0 ? nonSecure[0] << 9 : (wfpFlags[thread] << 14) | (nonSecure[thread] << 21);
    this.registers.change(this.registers.status[thread], now | waited | flags, this.initiators[thread], cause);
  }

  /** The thread cannot go on: it tries its instruction again after `resume`. */
  stallOn(thread: number, reason: number, state: number): void {
    this.threads.stall[thread] = reason;
    this.stalled |= 1 << thread;
    this.ready &= ~(1 << thread);
    if (this.threads.state[thread] !== state) this.setState(thread, state, this.threads.startedBy[thread]);
  }

  resume(thread: number): void {
    this.unstall(thread);
    this.ready |= 1 << thread;
  }

  private unstall(thread: number): void {
    this.threads.stall[thread] = STALL.none;
    this.stalled &= ~(1 << thread);
  }

  /** All threads that wait for `reason` try again. */
  resumeStalled(reason: number): void {
    const { stall } = this.threads;
    for (let left = this.stalled; left !== 0; left &= left - 1) {
      const thread = 31 - Math.clz32(left & -left);
      if (stall[thread] === reason) this.resume(thread);
    }
  }

  start(thread: number, address: number, nonSecure: boolean, cause: EntryRef): void {
    const { threads, registers } = this;
    threads.nonSecure[thread] = nonSecure ? 1 : 0;
    threads.startedBy[thread] = cause;
    threads.programStart[thread] = address;
    threads.everStarted[thread] = 1;
    threads.woken[thread] = 0;
    this.holdings?.clear(thread);
    registers.change(registers.pc[thread], address, this.initiators[thread], cause);
    this.setState(thread, STATE.executing, cause);
    this.resume(thread);
  }

  /**
   * A thread's fault (2.12): it stops where it is, others go on. Bursts that were executed before it still come to their
   * end; `imprecise` faults come from a burst, and the thread's later ones are dropped. [M]
   */
  fault(thread: number, bits: number, cause: EntryRef, imprecise = false): void {
    const { threads, registers } = this;
    const state = threads.state[thread];
    if (state === STATE.killing) return;
    const initiator = this.initiators[thread];
    /** A thread that is faulting already only collects the bits. [M] */
    if (state === STATE.faulting || state === STATE.faultingCompleting) return registers.change(registers.faultType[thread], registers.values[registers.faultType[thread]] | bits, initiator, cause);
    const kind = thread === 0 ? 'manager' : 'channel';
    const pc = registers.values[registers.pc[thread]];
    const who = thread === 0 ? 'manager' : `channel ${thread - 1}`;
    const entry = this.journal.add(KIND.fault, initiator, pc, this.journal.text(`${who} faults: ${faultNames(bits, kind).join(', ')}`), 0, cause, bits >>> 0);
    threads.faultPc[thread] = pc;
    this.unstall(thread);
    this.ready &= ~(1 << thread);
    registers.change(registers.faultType[thread], registers.values[registers.faultType[thread]] | bits, initiator, entry);
    this.markFaulting(thread, true, entry);
    if (thread === 0) this.setState(0, STATE.faulting, entry);
    else {
      if (imprecise) this.holdings?.cancelQueued(thread, entry);
      this.setState(thread, STATE.faultingCompleting, entry);
      this.settleThread(thread, entry);
    }
    this.updateAbort(entry);
  }

  /** 4.3.6: stops the thread once the bus has finished what it has begun; the only way out of a fault. */
  kill(thread: number, cause: EntryRef): void {
    const { threads, registers } = this;
    const state = threads.state[thread];
    if (state === STATE.stopped || state === STATE.completing || state === STATE.killing) return;
    const initiator = this.initiators[thread];
    this.unstall(thread);
    this.ready &= ~(1 << thread);
    registers.change(registers.faultType[thread], 0, initiator, cause);
    this.markFaulting(thread, false, cause);
    if (thread > 0) {
      this.holdings?.cancelQueued(thread, cause);
      this.setState(thread, STATE.killing, cause);
      this.settleThread(thread, cause);
    } else {
      this.holdings?.clear(0);
      this.setState(0, STATE.stopped, cause);
    }
    this.updateAbort(cause);
  }

  /** DMAEND. */
  end(thread: number, cause: EntryRef): void {
    this.ready &= ~(1 << thread);
    if (thread === 0) {
      this.holdings?.clear(0);
      this.setState(0, STATE.stopped, cause);
      return;
    }
    const { loadsOpen, storesOpen } = this.threads;
    if (loadsOpen[thread] + storesOpen[thread] > 0) this.setState(thread, STATE.completing, cause);
    else this.stop(thread, STATE.stopped, cause);
  }

  /** A burst of the thread is over: a state that waited for the last one ends. */
  settleThread(thread: number, cause: EntryRef): void {
    const { state, loadsOpen, storesOpen } = this.threads;
    if (loadsOpen[thread] + storesOpen[thread] > 0) return;
    if (state[thread] === STATE.completing || state[thread] === STATE.killing) this.stop(thread, STATE.stopped, cause);
    else if (state[thread] === STATE.faultingCompleting) this.stop(thread, STATE.faulting, cause);
  }

  private stop(thread: number, state: number, cause: EntryRef): void {
    this.holdings?.clear(thread);
    this.setState(thread, state, cause);
  }

  private markFaulting(thread: number, faulting: boolean, cause: EntryRef): void {
    const { registers } = this;
    const index = registers.bank.at(thread === 0 ? 'FSRD' : 'FSRC');
    const bit = thread === 0 ? 1 : 1 << (thread - 1);
    const old = registers.values[index];
    registers.change(index, faulting ? old | bit : old & ~bit, this.initiators[thread], cause);
  }

  /** irq_abort is high while any thread is faulting. */
  updateAbort(cause: EntryRef): void {
    const { bank } = this.registers;
    const level = bank.get('FSRD') !== 0 || bank.get('FSRC') !== 0 || this.lockupSignalled;
    if (level === this.abortLevel) return;
    this.abortLevel = level;
    this.interrupt(ABORT_LINE, level, cause);
  }

  /** The watchdog's act on a lock-up (3.3.28): abort the channels that wait for the MFIFO, or only raise irq_abort. */
  lockUp(): void {
    const { stall, count, startedBy } = this.threads;
    if ((this.registers.bank.get('WD') & 1) !== 0) {
      this.lockupSignalled = true;
      this.updateAbort(0);
      return;
    }
    for (let thread = 1; thread < count; thread++) if (stall[thread] === STALL.mfifo) this.fault(thread, FAULT.lockup_err, startedBy[thread], true);
  }

  reset(): void {
    this.ready = 0;
    this.stalled = 0;
    this.lockupSignalled = false;
  }

  /** All interrupt lines fall: `active` are those that were high. */
  lowerAll(active: number, cause: EntryRef): void {
    for (let event = 0; event < 32; event++) if ((active & (1 << event)) !== 0) this.interrupt(event, false, cause);
    this.updateAbort(cause);
  }

  save() {
    const { ready, stalled, lockupSignalled, abortLevel } = this;
    return { ready, stalled, lockupSignalled, abortLevel };
  }

  load(saved: ReturnType<ThreadControl['save']>): void {
    Object.assign(this, saved);
  }
}
