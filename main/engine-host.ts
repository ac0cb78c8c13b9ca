/**
 * Runs a lab in slices beside the rest of the main process. A slice consists of short quanta whose number of cycles
 * follows the measured speed, so that windows are answered in between. How a run is cut into slices never shows in
 * its result: the lab is deterministic. Times in milliseconds.
 */
import type { Arguments, LabStatus, Replies } from '../core/contract';
import type { Lab, LabRequest } from '../core/lab/lab';

/** What the host needs of a lab. */
export type HostedLab = Pick<Lab, 'handle' | 'status' | 'advance' | 'running' | 'version'>;

/** The outside, so that tests can set the time. */
export interface HostTimes {
  now(): number;
  soon(run: () => void): void;
}

const SLICE = 2;
const QUANTUM = 0.25;
/** Between two announcements while running. */
const FRAME = 16;
const FIRST_QUANTUM = 500;
const MOST_CYCLES = 50_000_000;

export const realTimes: HostTimes = { now: () => performance.now(), soon: (run) => void setImmediate(run) };

export class EngineHost {
  /** Cycles that take about one quantum. */
  private cycles = FIRST_QUANTUM;
  private looping = false;
  private announcedAt = -Infinity;
  /** The longest time that a slice kept the process from answering. */
  longestStall = 0;

  constructor(
    private lab: HostedLab,
    private readonly changed: () => void,
    private readonly failed: (fault: unknown) => void,
    private readonly times: HostTimes = realTimes,
  ) {}

  /** Continue with another lab; the old one is left as it stands. */
  use(lab: HostedLab): void {
    this.lab = lab;
    this.cycles = FIRST_QUANTUM;
    this.keepRunning();
  }

  status(): LabStatus {
    return this.lab.status();
  }

  handle<K extends LabRequest>(name: K, args: Arguments<K>): Replies[K] {
    const before = this.lab.version;
    try {
      return this.lab.handle(name, args);
    } finally {
      if (this.lab.version !== before) this.announce();
      this.keepRunning();
    }
  }

  /** Until the lab stands still, or for `patience` milliseconds; it goes on running after that. */
  async settle(patience: number): Promise<void> {
    const until = this.times.now() + patience;
    this.keepRunning();
    while (this.lab.running && this.times.now() < until) await new Promise<void>((done) => this.times.soon(done));
  }

  /** Start the loop when the lab runs and the loop does not. */
  private keepRunning(): void {
    if (this.looping || !this.lab.running) return;
    this.looping = true;
    this.times.soon(() => this.turn());
  }

  private turn(): void {
    const { lab } = this;
    let more = false;
    try {
      more = lab.running && this.slice();
    } catch (fault) {
      lab.running = false;
      this.failed(fault);
    }
    if (!more || this.times.now() - this.announcedAt >= FRAME) this.announce();
    if (more) this.times.soon(() => this.turn());
    else this.looping = false;
  }

  private slice(): boolean {
    const start = this.times.now();
    let at = start;
    let more = true;
    while (more && at - start < SLICE - QUANTUM) {
      more = this.lab.advance(this.cycles);
      const now = this.times.now();
      this.adapt(now - at);
      at = now;
    }
    this.longestStall = Math.max(this.longestStall, at - start);
    return more;
  }

  /** Grows at most twofold at once, shrinks as far as it must. */
  private adapt(took: number): void {
    const wanted = took > 0 ? (this.cycles * QUANTUM) / took : this.cycles * 2;
    this.cycles = Math.max(1, Math.min(MOST_CYCLES, this.cycles * 2, Math.round(wanted)));
  }

  private announce(): void {
    this.announcedAt = this.times.now();
    this.changed();
  }
}
