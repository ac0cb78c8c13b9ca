/** The kernel's message ring: lines with level, time and journal entry. Not modelled: continuation lines, rate limits. */
import type { Clock, Cycle, PlainState } from '../clock';
import { KIND } from '../journal/entry-kinds';
import type { EntryRef, Journal } from '../journal/journal';
import { overflow } from './line-limit';

export interface LogRecord {
  readonly cycle: Cycle;
  /** 0 = emergency … 7 = debug. */
  readonly level: number;
  /** Without time stamp and final newline. */
  readonly text: string;
  readonly entry: EntryRef;
}

export const LOG_LEVELS = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug'] as const;
export const DEFAULT_LEVEL = 4;

export class KernelLog {
  lines: LogRecord[] = [];
  /** Older lines that are lost, as in a real ring; the journal still has them. */
  lost = 0;
  /** `dmesg -c` has shown the lines before this one. */
  cleared = 0;

  constructor(
    private readonly clock: Clock,
    private readonly journal: Journal,
  ) {}

  /** `text` may begin with KERN_SOH and a level digit; each line of it is a record. */
  add(text: string, initiator: number, cause: EntryRef, place: number): void {
    let level = DEFAULT_LEVEL;
    let rest = text;
    while (rest.startsWith('\u0001') && rest.length >= 2) {
      if (rest[1] >= '0' && rest[1] <= '7') level = Number(rest[1]);
      rest = rest.slice(2);
    }
    const lines = rest.split('\n');
    if (lines[lines.length - 1] === '') lines.pop();
    for (const line of lines) {
      const entry = this.journal.add(KIND.log, initiator, level, this.journal.text(line), 0, cause, place);
      this.lines.push({ cycle: this.clock.now, level, text: line, entry });
    }
    const over = overflow(this.lines.length);
    if (over === 0) return;
    this.lines = this.lines.slice(over);
    this.lost += over;
    this.cleared = Math.max(0, this.cleared - over);
  }

  /** As dmesg prints it. */
  format(line: LogRecord): string {
    return `${timeStamp(this.clock.seconds(line.cycle))}${line.text}`;
  }

  save(): PlainState {
    return { lines: this.lines.slice(), lost: this.lost, cleared: this.cleared };
  }

  load(state: PlainState): void {
    const saved = state as { lines: LogRecord[]; lost: number; cleared: number };
    this.lines = saved.lines.slice();
    this.lost = saved.lost;
    this.cleared = saved.cleared;
  }
}

/** `[    1.234567] ` */
export function timeStamp(seconds: number): string {
  return `[${seconds.toFixed(6).padStart(12)}] `;
}
