/** The terminal that the shell and its programs write to: lines, as plain data. */
import type { PlainState } from '../clock';
import { overflow } from './line-limit';

export interface TerminalLine {
  readonly kind: 'command' | 'output' | 'error';
  readonly text: string;
}

/** A line without an end is broken here. */
const MOST_CHARACTERS = 4096;

export class Terminal {
  lines: TerminalLine[] = [];
  /** Older lines that are forgotten. */
  lost = 0;
  /** Characters since the last newline. */
  private partial = '';
  private partialKind: TerminalLine['kind'] = 'output';

  line(kind: TerminalLine['kind'], text: string): void {
    this.flush();
    this.push(kind, text);
  }

  /** Text that may hold several lines or a part of one. */
  write(kind: 'output' | 'error', text: string): void {
    if (this.partial !== '' && this.partialKind !== kind) this.flush();
    const lines = (this.partial + text).split('\n');
    this.partial = lines.pop() as string;
    this.partialKind = kind;
    for (const line of lines) this.push(kind, line);
    if (this.partial.length > MOST_CHARACTERS) this.flush();
  }

  /** End an unfinished line. */
  flush(): void {
    if (this.partial === '') return;
    const text = this.partial;
    this.partial = '';
    this.push(this.partialKind, text);
  }

  save(): PlainState {
    return { lines: this.lines.slice(), lost: this.lost, partial: this.partial, partialKind: this.partialKind };
  }

  load(state: PlainState): void {
    const saved = state as { lines: TerminalLine[]; lost: number; partial: string; partialKind: TerminalLine['kind'] };
    this.lines = saved.lines.slice();
    this.lost = saved.lost;
    this.partial = saved.partial;
    this.partialKind = saved.partialKind;
  }

  private push(kind: TerminalLine['kind'], text: string): void {
    this.lines.push({ kind, text });
    const over = overflow(this.lines.length);
    if (over === 0) return;
    this.lines = this.lines.slice(over);
    this.lost += over;
  }
}
