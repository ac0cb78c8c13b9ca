/**
 * Time travel. A moment is (cycle, number of inputs applied). To go back: restore the nearest snapshot before it and
 * run on with the recorded inputs; since the lab is deterministic this gives the same state and the same journal.
 * Snapshots are taken every so many entries or cycles and thinned out towards the past.
 */
import type { Clock, Cycle, Stateful, StopReason } from '../clock';
import type { Journal } from '../journal/journal';
import type { SparseMemory } from '../memory/sparse-memory';
import type { Snapshot } from '../snapshot';
import { restoreSnapshot, takeSnapshot } from '../snapshot';
import type { Input, InputAction } from './input';

export interface HistoryOptions {
  /** New snapshot after so many journal entries … */
  readonly entries?: number;
  /** … or cycles. */
  readonly cycles?: number;
  /** At most so many snapshots; beyond, every second of the older half is dropped. */
  readonly most?: number;
}

export class History {
  /** All inputs in order; the first `applied` have happened, the rest can be redone. */
  readonly inputs: Input[] = [];
  applied = 0;
  /** Grows with every new input. */
  revision = 0;
  private snapshots: Snapshot[] = [];
  private lastWork = 0;
  private target = { cycle: 0, inputs: 0 };
  private readonly every: Required<HistoryOptions>;

  constructor(
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly memory: SparseMemory,
    private readonly parts: readonly Stateful[],
    private readonly apply: (action: InputAction) => void,
    options: HistoryOptions = {},
  ) {
    this.every = { entries: options.entries ?? 32768, cycles: options.cycles ?? 8_000_000, most: options.most ?? 200 };
    this.take();
  }

  get snapshotCount(): number {
    return this.snapshots.length;
  }

  /** Run to the beginning of cycle `limit` or until there is nothing to do; takes snapshots on the way. */
  run(limit: Cycle): StopReason {
    for (;;) {
      const until = Math.min(limit, this.clock.now + SLICE);
      const reason = this.clock.run(until);
      const last = this.snapshots[this.snapshots.length - 1];
      if (this.work - this.lastWork >= this.every.entries || this.clock.now - last.cycle >= this.every.cycles) this.take();
      if (reason !== 'limit' || until >= limit) return reason;
    }
  }

  /** A new input at the present moment; inputs that were taken back are forgotten. */
  input(action: InputAction): void {
    this.inputs.length = this.applied;
    this.inputs.push({ at: this.clock.now, action });
    this.applied++;
    this.revision++;
    this.apply(action);
  }

  /** To the beginning of `cycle` with `inputs` inputs applied; inputs that lie behind it stay to be redone. */
  goTo(cycle: Cycle, inputs: number): void {
    this.aim(cycle, inputs);
    while (!this.approach(Infinity));
  }

  /** Begin to go there: `approach` does the way. */
  aim(cycle: Cycle, inputs: number): void {
    this.target = { cycle, inputs };
    if (!this.leads(this.clock.now, this.applied)) this.restore();
  }

  /** Go on towards the aim for at most `cycles` cycles. @returns true once there. */
  approach(cycles: number): boolean {
    const end = this.clock.now + cycles;
    while (this.applied < this.target.inputs) {
      const next = this.inputs[this.applied];
      if (!this.reach(Math.min(next.at, end), next.at)) return false;
      this.applied++;
      this.apply(next.action);
    }
    return this.reach(Math.min(this.target.cycle, end), this.target.cycle);
  }

  /** A snapshot of the present moment, so that coming back to it costs nothing. */
  mark(): void {
    const last = this.snapshots[this.snapshots.length - 1];
    if (last.cycle !== this.clock.now || last.inputs !== this.applied) this.take();
  }

  /** Cycle of the newest snapshot that lies before `cycle`. */
  snapshotBefore(cycle: Cycle): Cycle | undefined {
    for (let i = this.snapshots.length - 1; i >= 0; i--) if (this.snapshots[i].cycle < cycle) return this.snapshots[i].cycle;
    return undefined;
  }

  /** How many inputs belong to the past of the beginning of `cycle`. */
  inputsBefore(cycle: Cycle): number {
    let count = 0;
    while (count < this.inputs.length && this.inputs[count].at < cycle) count++;
    return count;
  }

  /** Inputs at or before the beginning of `cycle`. */
  inputsUntil(cycle: Cycle): number {
    return Math.min(this.applied, this.inputsBefore(cycle + 1));
  }

  /** Run to the beginning of `until`, or stand there when nothing is left to do. @returns whether that is `goal`. */
  private reach(until: Cycle, goal: Cycle): boolean {
    while (this.clock.now < until) {
      const reason = this.run(until);
      if (reason === 'idle' && this.clock.now < goal) {
        this.clock.now = goal;
        break;
      }
    }
    this.clock.settle();
    return this.clock.now >= goal;
  }

  /** Can the target be reached from `cycle` with `inputs` applied? Who ran on without an input of before is behind it, and must go back. */
  private leads(cycle: Cycle, inputs: number): boolean {
    const { target } = this;
    return cycle <= target.cycle && inputs <= target.inputs && (inputs === target.inputs || cycle <= this.inputs[inputs].at);
  }

  private restore(): void {
    let i = this.snapshots.length - 1;
    while (i > 0 && !this.leads(this.snapshots[i].cycle, this.snapshots[i].inputs)) i--;
    const snapshot = this.snapshots[i];
    this.snapshots.length = i + 1;
    restoreSnapshot(snapshot, this.memory, this.parts);
    this.applied = snapshot.inputs;
    this.lastWork = this.work;
  }

  /** What it would take to come here again, in entries of the bus: stores into the cache take an eighth of the time. */
  private get work(): number {
    const { length, stores, joined } = this.journal;
    return length - stores + 0.125 * (stores + joined);
  }

  private take(): void {
    this.clock.settle();
    this.snapshots.push(takeSnapshot(this.clock.now, this.applied, this.memory, this.parts));
    this.lastWork = this.work;
    if (this.snapshots.length > this.every.most) {
      const half = this.snapshots.length >> 1;
      this.snapshots = this.snapshots.filter((_, i) => i === 0 || i >= half || i % 2 === 0);
    }
  }
}

/** Cycles between two looks at whether a snapshot is due. */
const SLICE = 131_072;
