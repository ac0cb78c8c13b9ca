/**
 * Where a run stops: lines of C, with conditions, bytes that somebody writes, and what is found wrong. Nothing here is state of the simulation;
 * the session keeps it. Writes are found in the journal after a stretch of the run: no part is asked while it works.
 */
import type { LineStop, StopsView, WriteStop } from '../contract';
import type { Cycle } from '../clock';
import type { Journal, EntryRef } from '../journal/journal';
import type { Finding } from '../kernel/finding';
import { ExpressionError, parseExpression } from '../kernel/c/expression';
import { LabRefusal } from './refusal';

/** A write that a run is to stop behind. */
export interface SeenWrite {
  readonly stop: WriteStop;
  readonly entry: EntryRef;
  readonly cycle: Cycle;
}

/** More writes to one byte in a stretch are not walked through. */
const MOST_WRITES = 100_000;
const MOST_STOPS = 1000;

export class Stops {
  lines: readonly LineStop[] = [];
  writes: readonly WriteStop[] = [];
  findings = false;
  /** Findings at which a run has stopped: who goes on does not stop there again. */
  private readonly told = new Set<string>();
  /** How often a line was passed since the run began. */
  private readonly passes = new Map<string, number>();

  /** @throws LabRefusal where the condition cannot be read. */
  setLine(stop: LineStop, on: boolean): void {
    const others = this.lines.filter((one) => one.path !== stop.path || one.line !== stop.line);
    if (on) checkCondition(stop.condition);
    if (on && others.length >= MOST_STOPS) throw new LabRefusal(`there are ${MOST_STOPS} breakpoints`, 'Remove some first.');
    this.lines = on ? [...others, stop].sort((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1)) : others;
  }

  setWrite(stop: WriteStop, on: boolean): void {
    const others = this.writes.filter((one) => one.address !== stop.address || one.bytes !== stop.bytes);
    if (on && others.length >= MOST_STOPS) throw new LabRefusal(`there are ${MOST_STOPS} watched places`, 'Remove some first.');
    this.writes = on ? [...others, stop].sort((a, b) => a.address - b.address) : others;
  }

  view(): StopsView {
    return { lines: this.lines.map((one) => ({ ...one })), writes: this.writes.map((one) => ({ ...one })), findings: this.findings };
  }

  /** A run begins. */
  restart(): void {
    this.passes.clear();
  }

  /**
   * A line with a breakpoint is reached: does the run stop there?
   * @param holds the value of its condition. @returns why the condition has none; then the run stops too.
   */
  judge(path: string, line: number, holds: (condition: string) => boolean): boolean | string {
    const stop = this.lines.find((one) => one.path === path && one.line === line);
    if (stop === undefined) return true;
    try {
      if (stop.condition !== '' && !holds(stop.condition)) return false;
    } catch (problem) {
      if (problem instanceof ExpressionError) return `the condition ${stop.condition} cannot be judged: ${problem.message}`;
      throw problem;
    }
    const key = `${path}:${line}`;
    const count = (this.passes.get(key) ?? 0) + 1;
    this.passes.set(key, count);
    return count % stop.every === 0;
  }

  /** The earliest of the newest findings that a run is to stop at. */
  firstFinding(found: readonly Finding[], muted: readonly string[]): Finding | undefined {
    if (!this.findings) return undefined;
    const heard = found.filter((one) => one.severity !== 'note' && !muted.includes(one.rule) && !this.told.has(keyOf(one)));
    return heard.sort((a, b) => a.at - b.at)[0];
  }

  tell(finding: Finding): void {
    this.told.add(keyOf(finding));
  }

  /** The user has gone through time. */
  forget(): void {
    this.told.clear();
  }

  /** The first write to one of the watched places in cycle `from` or later, but before `until`. */
  firstWrite(journal: Journal, from: Cycle, until: Cycle): SeenWrite | undefined {
    let first: SeenWrite | undefined;
    for (const stop of this.writes) {
      const touched = new Uint8Array(stop.bytes);
      journal.markWritten(stop.address, stop.bytes, from, touched);
      touched.forEach((mark, i) => {
        const found = mark === 0 ? undefined : oldestWrite(journal, (stop.address + i) >>> 0, from);
        if (found !== undefined && found.cycle < until && (first === undefined || found.cycle < first.cycle)) first = { stop, ...found };
      });
    }
    return first;
  }
}

const keyOf = ({ rule, at, message }: Finding): string => `${rule} ${at} ${message}`;

function checkCondition(condition: string): void {
  if (condition === '') return;
  try {
    parseExpression(condition);
  } catch (problem) {
    if (problem instanceof ExpressionError) throw new LabRefusal(`the condition cannot be read: ${problem.message}`, 'Write an expression of C, such as count > 3 && dev->mode == BUSY.');
    throw problem;
  }
}

/** Walks the writers of a byte back to `from`. */
function oldestWrite(journal: Journal, address: number, from: Cycle): { readonly entry: EntryRef; readonly cycle: Cycle } | undefined {
  let oldest: { entry: EntryRef; cycle: Cycle } | undefined;
  let entry = journal.lastWriter(address);
  for (let i = 0; i < MOST_WRITES && entry !== 0; i++) {
    const cycle = writtenAt(journal, entry, address, from);
    if (cycle === undefined) break;
    oldest = { entry, cycle };
    entry = journal.lastWriter(address, entry);
  }
  return oldest;
}

/** The first cycle from `from` on in which an entry writes a byte. */
function writtenAt(journal: Journal, entry: EntryRef, address: number, from: Cycle): Cycle | undefined {
  const { at, run, address: base } = journal.entry(entry);
  if (run === undefined) return at >= from ? at : undefined;
  const offset = (address - base) >>> 0;
  const beat = offset < run.firstBytes ? 0 : 1 + Math.floor((offset - run.firstBytes) / run.beatBytes);
  const first = run.from + (run.fixed ? 0 : beat) * run.stride;
  if (first >= from) return first;
  if (!run.fixed || run.stride === 0) return undefined;
  const next = run.from + Math.ceil((from - run.from) / run.stride) * run.stride;
  return next <= run.from + (run.beats - 1) * run.stride ? next : undefined;
}
