/**
 * Softirqs: work that interrupt handlers and tasks put off. It runs when no hardware interrupt is being handled, before
 * the interrupted task goes on; never nested; hardware interrupts interrupt it. Behaviour: kernel/softirq.c. Not
 * modelled: ksoftirqd as a task; work that keeps raising itself pauses for a time slice instead while a task wants to run.
 */
import type { Cycle, PlainState } from '../clock';
import type { EntryRef } from '../journal/journal';
import { copyPlain } from './plain-copy';

/** In the order in which they run. */
const LEVELS = ['hi', 'timer', 'normal'] as const;
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
  /** While a task wants to run: not before. */
  notBefore: Cycle;
  /** Address of the tasklet or timer that runs, 0 = none. */
  running: number;
}

/** MAX_SOFTIRQ_RESTART. */
const MOST_ROUNDS = 10;

export class Softirqs {
  private state: State = { pending: [], parked: [], rounds: 0, left: 0, notBefore: 0, running: 0 };

  /** @param rouse called when work is raised. */
  constructor(
    private readonly rouse: () => void,
    private readonly now: () => Cycle,
    private readonly cause: () => EntryRef,
    private readonly pause: () => Cycle,
  ) {}

  /** Run the routine (a row of KERNEL_ROUTINES) in softirq context. */
  schedule(routine: string, args: readonly number[] = [], level: SoftirqLevel = 'normal'): void {
    this.raise({ level, run: 'routine', address: 0, routine, args: [...args], cause: this.cause() });
  }

  raiseFor(run: 'tasklet' | 'timer' | 'hrtimer', address: number, level: SoftirqLevel, cause = this.cause()): void {
    this.raise({ level, run, address, routine: '', args: [], cause });
  }

  /** Must softirqs run now? `taskWaits`: a task could run instead. */
  due(taskWaits: boolean): boolean {
    const s = this.state;
    return s.pending.length > 0 && (!taskWaits || this.now() >= s.notBefore);
  }

  begin(): void {
    this.state.rounds = 0;
    this.state.left = this.state.pending.length;
  }

  /** The next job; undefined: enough for now. */
  take(): SoftirqJob | undefined {
    const s = this.state;
    s.running = 0;
    if (s.pending.length === 0) return undefined;
    if (s.left <= 0) {
      if (++s.rounds >= MOST_ROUNDS) {
        s.notBefore = this.now() + this.pause();
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
    this.state.pending.push(job);
    this.rouse();
  }
}
