/** Stepping through C: the next line forwards, and the line before, found by running again what has happened. */
import type { Hit, Origin } from '../kernel/c/debugger';
import { standsAt } from '../kernel/c/debugger';
import type { Kernel } from '../kernel/kernel';
import type { Machine } from '../boards/machine';
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

/**
 * Where and when the line before the present one began: in the same call or a calling one; what other tasks and handlers
 * did meanwhile is passed over, as by a step forward. Without an `origin`, or before the first line of its thread: the last line of C
 * that ran. Leaves the lab where it was. @returns undefined when there is none.
 */
export function lineBefore(machine: Machine, kernel: Kernel, history: History, origin: Origin | undefined): Hit | undefined {
  const { now } = machine.clock;
  const { applied } = history;
  let found: Hit | undefined;
  for (let from = history.snapshotBefore(now); from !== undefined && found === undefined; from = history.snapshotBefore(from)) {
    const own = new LineStarts(origin);
    const others = new LineStarts(origin);
    history.goTo(from, history.inputsBefore(from));
    const began = origin === undefined || !kernel.core.c.runtime.lives(origin.thread);
    kernel.debugger.trace((hit) => {
      if (hit.cycle >= now) return;
      if (hit.thread !== origin?.thread) others.see(hit);
      else if (hit.depth <= origin.depth) own.see(hit);
    });
    history.goTo(now, applied);
    kernel.debugger.disarm();
    found = own.result() ?? (began ? others.result() : undefined);
  }
  return found;
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
