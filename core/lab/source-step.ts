/** Stepping through C: the next line forwards, and the line before, found by running again what has happened. */
import type { Hit, Origin } from '../kernel/c/debugger';
import { standsAt } from '../kernel/c/debugger';
import type { Kernel } from '../kernel/kernel';
import type { Machine } from '../boards/machine';
import type { Cycle } from '../clock';
import type { History } from './history';

/** Where the processor stands in C; undefined: it does not. */
export function originOf(kernel: Kernel): Origin | undefined {
  const { cpu, c } = kernel.core;
  for (let i = cpu.frames.length - 1; i >= 0; i--) {
    const frame = cpu.frames[i];
    const found = c.runtime.thread(frame);
    if (found === undefined) continue;
    const place = standsAt(found.image, found.task);
    if (place !== null) return { thread: frame.locals.thread as number, depth: found.task.depth, path: place.path, line: place.line };
  }
  return undefined;
}

/** A part of the past, from a snapshot to where the one behind it begins. */
interface Stretch {
  readonly from: Cycle;
  /** The lines of it that were traced, once the lab has come to its beginning. */
  traced: { readonly own: LineStarts; readonly others: LineStarts; readonly began: boolean } | null;
}

/**
 * Looks for where and when the line before the present one began: in the same call or a calling one; what other tasks and
 * handlers did meanwhile is passed over, as by a step forward. Without an `origin`, or before the first line of its thread: the
 * last line of C that ran. What has happened runs again, stretch by stretch, the newest first; where the lab stands then is
 * for the caller to mend.
 */
export class LineSearch {
  /** Where it began. */
  readonly home: { readonly cycle: Cycle; readonly inputs: number };
  /** The end of the stretch that is looked at. */
  private until: Cycle;
  private stretch: Stretch | null = null;

  constructor(
    private readonly machine: Machine,
    private readonly kernel: Kernel,
    private readonly history: History,
    private readonly origin: Origin | undefined,
  ) {
    this.until = machine.clock.now;
    this.home = { cycle: this.until, inputs: history.applied };
  }

  /** Go on for at most `cycles` cycles. @returns the line, null where there is none, undefined while there is more to do. */
  advance(cycles: number): Hit | null | undefined {
    const { clock } = this.machine;
    for (let left = cycles; left > 0; ) {
      const stretch = (this.stretch ??= this.next());
      if (stretch === null) return null;
      const start = clock.now;
      const found = stretch.traced === null ? this.toBeginning(stretch, left) : this.trace(stretch, stretch.traced, left);
      if (found !== undefined) return found;
      left -= Math.max(1, clock.now - start);
    }
    return undefined;
  }

  private next(): Stretch | null {
    const from = this.history.snapshotBefore(this.until);
    if (from === undefined) return null;
    this.history.aim(from, this.history.inputsBefore(from));
    return { from, traced: null };
  }

  private toBeginning(stretch: Stretch, cycles: number): undefined {
    const { history, origin, until, home } = this;
    if (!history.approach(cycles)) return;
    stretch.traced = { own: new LineStarts(origin), others: new LineStarts(origin), began: origin === undefined || !this.kernel.core.c.runtime.lives(origin.thread) };
    history.aim(until, until === home.cycle ? home.inputs : history.inputsBefore(until));
  }

  private trace({ from }: Stretch, { own, others, began }: NonNullable<Stretch['traced']>, cycles: number): Hit | undefined {
    const { origin, until } = this;
    const { debugger: tracer } = this.kernel;
    tracer.trace((hit) => {
      if (hit.cycle >= until) return;
      if (hit.thread !== origin?.thread) others.see(hit);
      else if (hit.depth <= origin.depth) own.see(hit);
    });
    const there = this.history.approach(cycles);
    tracer.disarm();
    if (!there) return undefined;
    this.stretch = null;
    this.until = from;
    return own.result() ?? (began ? others.result() : undefined);
  }
}

/** The newest line that began, of the statements that are told in order. */
class LineStarts {
  private last: Hit | undefined;
  /** The first statement of the newest run of statements on one line, and of the one before. */
  private start: Hit | undefined;
  private before: Hit | undefined;

  constructor(private readonly origin: Origin | undefined) {}

  see(hit: Hit): void {
    const { last } = this;
    if (last === undefined || last.thread !== hit.thread || last.depth !== hit.depth || last.place.line !== hit.place.line || last.place.path !== hit.place.path) {
      if (this.start !== undefined && !isAt(this.start, this.origin)) this.before = this.start;
      this.start = hit;
    }
    this.last = hit;
  }

  result(): Hit | undefined {
    return this.start !== undefined && !isAt(this.start, this.origin) ? this.start : this.before;
  }
}

const isAt = (hit: Hit, origin: Origin | undefined): boolean => origin !== undefined && hit.thread === origin.thread && hit.depth === origin.depth && hit.place.line === origin.line && hit.place.path === origin.path;
