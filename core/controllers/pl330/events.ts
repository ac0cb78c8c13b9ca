/**
 * Events and interrupts: DMASEV signals, DMAWFE waits, INTEN decides whether event n is an interrupt, INTCLR clears.
 * ARM DDI 0424 sections 2.7, 3.3.3 to 3.3.6, 4.3.15, 4.3.19.
 */
import { KIND } from '../../journal/entry-kinds';
import type { EntryRef, Journal } from '../../journal/journal';
import type { RegisterFile } from './register-file';
import type { InterruptPort, ThreadControl } from './thread-control';
import { STALL, type Threads } from './threads';

export class Events {
  constructor(
    private readonly threads: Threads,
    private readonly registers: RegisterFile,
    private readonly control: ThreadControl,
    private readonly journal: Journal,
    private readonly interrupt: InterruptPort,
  ) {}

  /** DMASEV by `thread`. */
  signal(thread: number, event: number, cause: EntryRef): void {
    const { registers } = this;
    const initiator = this.control.initiators[thread];
    const bit = (1 << event) >>> 0;
    const entry = this.journal.add(KIND.event, initiator, event, event, 0, cause, 0);
    if ((registers.values[registers.inten] & bit) !== 0) {
      const wasActive = (registers.values[registers.mis] & bit) !== 0;
      registers.change(registers.ris, registers.values[registers.ris] | bit, initiator, cause);
      registers.change(registers.mis, registers.values[registers.mis] | bit, initiator, cause);
      if (!wasActive) this.interrupt(event, true, cause);
    } else if (!this.wake(event)) registers.change(registers.ris, registers.values[registers.ris] | bit, initiator, entry);
  }

  /** All threads that wait for the event go on; then the event is over. */
  private wake(event: number): boolean {
    const { stall, wakeup, woken, count } = this.threads;
    let any = false;
    for (let thread = 0; thread < count; thread++) {
      if (stall[thread] !== STALL.event || wakeup[thread] !== event) continue;
      woken[thread] = 1;
      this.control.resume(thread);
      any = true;
    }
    return any;
  }

  /** DMAWFE: true when the thread goes on. An event that is routed to an interrupt never wakes anybody. */
  take(thread: number, event: number, cause: EntryRef): boolean {
    const { registers, threads } = this;
    if (threads.woken[thread] === 1) {
      threads.woken[thread] = 0;
      return true;
    }
    const bit = (1 << event) >>> 0;
    if ((registers.values[registers.ris] & ~registers.values[registers.inten] & bit) === 0) return false;
    registers.change(registers.ris, registers.values[registers.ris] & ~bit, this.control.initiators[thread], cause);
    return true;
  }

  /** INTEN was written: an event that is pending and no longer an interrupt wakes its waiters. */
  enableChanged(cause: EntryRef): void {
    const { registers } = this;
    const pending = registers.values[registers.ris] & ~registers.values[registers.inten];
    for (let event = 0; event < 32; event++) {
      const bit = 1 << event;
      if ((pending & bit) !== 0 && this.wake(event)) registers.change(registers.ris, registers.values[registers.ris] & ~bit, this.control.initiators[0], cause);
    }
  }

  /** INTCLR was written: no effect on events that are not interrupts. */
  clear(written: number, cause: EntryRef): void {
    const { registers } = this;
    const cleared = written & registers.values[registers.inten];
    const lowered = registers.values[registers.mis] & cleared;
    const initiator = this.control.initiators[0];
    registers.change(registers.ris, registers.values[registers.ris] & ~cleared, initiator, cause);
    registers.change(registers.mis, registers.values[registers.mis] & ~cleared, initiator, cause);
    for (let event = 0; event < 32; event++) if ((lowered & (1 << event)) !== 0) this.interrupt(event, false, cause);
  }
}
