/**
 * Softirqs: work that interrupt handlers and tasks put off. It runs when a hardware interrupt ends or softirqs are switched
 * on again, before the task goes on; never nested; hardware interrupts interrupt it. What a task raises waits for
 * ksoftirqd, or the next tick, and so does work that keeps raising itself. Behaviour: kernel/softirq.c. A tasklet that is
 * disabled waits aside; Linux has ksoftirqd look at it again and again.
 */
import type { Cycle, PlainState } from '../clock';
import type { EntryRef } from '../journal/journal';
import { copyPlain } from './plain-copy';
import type { ArmedTimer } from './timers';

/** In the order in which they run. */
const LEVELS = ['hi', 'timer', 'normal', 'rcu'] as const;
export type SoftirqLevel = (typeof LEVELS)[number];

/** Plain data. */
export interface SoftirqJob {
  readonly level: SoftirqLevel;
  /** `routine`: a row of KERNEL_ROUTINES; the others: the structure at `address`. */
  readonly run: 'tasklet' | 'timer' | 'hrtimer' | 'routine';
  readonly address: number;
  readonly routine: string;
  readonly args: readonly number[];
  /** Why it was raised. */
  readonly cause: EntryRef;
}

interface State {
  pending: SoftirqJob[];
  /** Tasklets that are scheduled but disabled. */
  parked: SoftirqJob[];
  /** Times that the pending work has been run to its end without a task getting a turn. */
  rounds: number;
  /** Jobs of the round under way. */
  left: number;
  /** Nobody runs what is pending before this cycle, but ksoftirqd or the end of an interrupt; 0 = it is due. */
  heldUntil: Cycle;
  /** Address of the tasklet or timer that runs, 0 = none. */
  running: number;
}

/** MAX_SOFTIRQ_RESTART. */
const MOST_ROUNDS = 10;

/** What softirqs know of the processor. */
export interface SoftirqSurroundings {
  now(): Cycle;
  /** Why what runs does so. */
  cause(): EntryRef;
  /** Does a task run, with softirqs on? */
  inTask(): boolean;
  /** When the timer interrupts next. */
  nextTick(): Cycle;
  /** There is work. */
  rouse(): void;
  wakeDaemon(): void;
}

export class Softirqs {
  private state: State = { pending: [], parked: [], rounds: 0, left: 0, heldUntil: 0, running: 0 };

  constructor(private readonly around: SoftirqSurroundings) {}

  /** Run the routine (a row of KERNEL_ROUTINES) in softirq context. */
  schedule(routine: string, args: readonly number[] = [], level: SoftirqLevel = 'normal'): void {
    this.raise({ level, run: 'routine', address: 0, routine, args: [...args], cause: this.around.cause() });
  }

  raiseTasklet(address: number, level: SoftirqLevel): void {
    this.raise({ level, run: 'tasklet', address, routine: '', args: [], cause: this.around.cause() });
  }

  /** The timer interrupt found it: all that is pending runs at the end of that. */
  expired(kind: ArmedTimer['kind'], address: number, cause: EntryRef): void {
    this.release();
    if (kind === 'rcu') this.add({ level: 'rcu', run: 'routine', address, routine: 'rcu:core', args: [], cause });
    else this.add({ level: 'timer', run: kind, address, routine: '', args: [], cause });
  }

  /** Must softirqs run now? */
  get due(): boolean {
    const { pending, heldUntil } = this.state;
    return pending.length > 0 && (heldUntil === 0 || this.around.now() >= heldUntil);
  }

  get waits(): boolean {
    return this.state.pending.length > 0;
  }

  /** When they are due without anything else happening. */
  get nextAt(): Cycle {
    const { pending, heldUntil } = this.state;
    return pending.length === 0 ? Infinity : heldUntil;
  }

  /** An interrupt ends, softirqs are switched on again, ksoftirqd has its turn: what is pending runs. */
  release(): void {
    this.state.heldUntil = 0;
  }

  begin(): void {
    this.state.rounds = 0;
    this.state.left = this.state.pending.length;
    this.release();
  }

  /** The next job; undefined: enough for now. */
  take(): SoftirqJob | undefined {
    const s = this.state;
    s.running = 0;
    if (s.pending.length === 0) return undefined;
    if (s.left <= 0) {
      if (++s.rounds >= MOST_ROUNDS) {
        this.hold();
        return undefined;
      }
      s.left = s.pending.length;
    }
    s.left--;
    const [job] = s.pending.splice(this.firstIndex(), 1);
    s.running = job.address;
    return job;
  }

  /** The tasklet is disabled: it waits until `unpark`. */
  park(job: SoftirqJob): void {
    this.state.parked.push(job);
    this.state.running = 0;
  }

  unpark(address: number): void {
    const s = this.state;
    const freed = s.parked.filter((job) => job.address === address);
    s.parked = s.parked.filter((job) => job.address !== address);
    for (const job of freed) this.raise(job);
  }

  /** Address of the tasklet or timer whose function runs (or is interrupted), else 0. */
  get running(): number {
    return this.state.running;
  }

  isPending(address: number): boolean {
    return [...this.state.pending, ...this.state.parked].some((job) => job.address === address);
  }

  /** @returns whether it was there. */
  cancel(address: number): boolean {
    const s = this.state;
    const found = this.isPending(address);
    s.pending = s.pending.filter((job) => job.address !== address);
    s.parked = s.parked.filter((job) => job.address !== address);
    return found;
  }

  get pending(): readonly SoftirqJob[] {
    return this.state.pending;
  }

  save(): PlainState {
    return copyPlain(this.state);
  }

  load(state: PlainState): void {
    this.state = copyPlain(state as State);
  }

  private firstIndex(): number {
    for (const level of LEVELS) {
      const index = this.state.pending.findIndex((job) => job.level === level);
      if (index >= 0) return index;
    }
    return 0;
  }

  private raise(job: SoftirqJob): void {
    const begins = this.state.pending.length === 0 || this.state.heldUntil > 0;
    this.add(job);
    if (begins && this.around.inTask()) this.hold();
  }

  private add(job: SoftirqJob): void {
    this.state.pending.push(job);
    this.around.rouse();
  }

  private hold(): void {
    this.state.heldUntil = this.around.nextTick();
    this.around.wakeDaemon();
  }
}
