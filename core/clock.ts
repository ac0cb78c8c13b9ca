/**
 * Simulated time. One clock drives all parts; a clock cycle is the smallest step there is: between two cycles the
 * whole lab can be looked at, saved, restored, and given an input. Within a cycle the parts act in the order in which
 * they were added (bus, controllers, devices, CPU), so that a run is the same on every machine.
 */

/** A point in simulated time: whole clock cycles since power-on. */
export type Cycle = number;

/** Plain data: what `structuredClone` copies without loss and `digest` can hash. */
export type PlainState = unknown;

/** Everything that `save` returns must be a copy: later runs may not change it. `load` must not keep a reference. */
export interface Stateful {
  /** Key in snapshots; unique in a lab. */
  readonly name: string;
  save(): PlainState;
  load(state: PlainState): void;
}

/** Something that acts in simulated time. */
export interface Part extends Stateful {
  /**
   * The cycle at which this part wants to act next; `Infinity` while it waits for others. Never in the past. While the
   * clock runs, a part sets it in its own `act` only; `clock.wake` for all else that brings it nearer.
   */
  nextAt: Cycle;
  /**
   * Act at `clock.now`. May go on with later cycles of its own as long as they lie before `clock.horizon`
   * (setting `clock.now` as it goes); a part that gives work to another calls `clock.wake`.
   */
  act(): void;
  /** Bring lazily computed state up to the end of cycle `cycle - 1`; called before anybody looks. */
  settle?(cycle: Cycle): void;
}

/** Why `Clock.run` returned. */
export type StopReason = 'limit' | 'idle' | 'stopped';

export class Clock implements Stateful {
  readonly name = 'clock';
  /** The cycle being executed; between runs: the next cycle to execute. */
  now: Cycle = 0;
  /** While a part acts: the first cycle at which another part or the run's limit claims the stage. */
  horizon: Cycle = 0;
  private limit: Cycle = 0;
  private stopped = false;
  /** The cycle behind the last action: where time stands when nothing is left to do. */
  private idleFrom: Cycle = 0;
  private readonly parts: Part[] = [];
  /** Those of `parts` that take part in this run, in the same order: many never do, and asking them each time costs. */
  private readonly active: Part[] = [];

  /** @param hertz cycles in a second of simulated time. */
  constructor(readonly hertz: number) {}

  add(part: Part): void {
    this.parts.push(part);
    this.activate();
  }

  /** `part` has something to do at `at` (not before the present cycle). Never postpones. */
  wake(part: Part, at: Cycle): void {
    const before = part.nextAt;
    if (at < before) {
      part.nextAt = at;
      if (before === Infinity && !this.active.includes(part)) this.activate(part);
    }
    if (at < this.horizon) this.horizon = at;
  }

  private activate(woken?: Part): void {
    const { active } = this;
    const all = this.parts.filter((part) => part === woken || part.nextAt !== Infinity || active.includes(part));
    active.splice(0, active.length, ...all);
  }

  /** The first cycle that the run's limit or a part that is not in `own` claims. */
  claimed(own: readonly Part[]): Cycle {
    let at = this.limit;
    for (const part of this.parts) if (part.nextAt < at && !own.includes(part)) at = part.nextAt;
    return at;
  }

  /** While `acting` acts: time goes on to `cycle`, which nobody else claims. */
  jump(cycle: Cycle, acting: Part): void {
    this.now = cycle;
    this.horizon = this.claimed([acting]);
  }

  /** End the run behind `cycle`, by default the present one: all that belongs to it still happens. */
  stopAfterThisCycle(cycle = this.now): void {
    this.stopped = true;
    const next = cycle + 1;
    if (next < this.limit) this.limit = next;
    if (next < this.horizon) this.horizon = next;
  }

  /**
   * Execute all cycles before `limit`. Afterwards `now` is `limit`, or, when nothing is left to do,
   * the cycle behind the last action ('idle'), or the cycle behind the one that asked to stop ('stopped').
   */
  run(limit: Cycle): StopReason {
    this.limit = limit;
    this.stopped = false;
    const { active } = this;
    let count = 0;
    for (const part of this.parts) if (part.nextAt !== Infinity) active[count++] = part;
    active.length = count;
    for (;;) {
      let first: Part | undefined;
      let firstAt = Infinity;
      let second = Infinity;
      for (let i = 0; i < active.length; i++) {
        const part = active[i];
        const at = part.nextAt;
        if (at < firstAt) {
          second = firstAt;
          firstAt = at;
          first = part;
        } else if (at < second) second = at;
      }
      if (first === undefined || firstAt >= this.limit) {
        const reason = this.stopped ? 'stopped' : firstAt === Infinity ? 'idle' : 'limit';
        this.now = reason === 'idle' ? Math.max(this.now, this.idleFrom) : this.limit;
        this.settle();
        return reason;
      }
      this.now = firstAt;
      this.horizon = second < this.limit ? second : this.limit;
      first.act();
      this.idleFrom = this.now + 1;
    }
  }

  /** True when no part will ever act again by itself. */
  get idle(): boolean {
    return this.parts.every((part) => part.nextAt === Infinity);
  }

  /** Bring every part's lazily computed state up to `now`. */
  settle(): void {
    for (const part of this.parts) part.settle?.(this.now);
  }

  seconds(cycle: Cycle): number {
    return cycle / this.hertz;
  }

  cyclesOf(seconds: number): Cycle {
    return Math.ceil(seconds * this.hertz);
  }

  save(): PlainState {
    return { now: this.now };
  }

  load(state: PlainState): void {
    this.now = (state as { now: Cycle }).now;
    this.idleFrom = this.now;
  }
}
