/** The terminal that the shell and its programs write to: lines, as plain data. */
import type { PlainState } from '../clock';
import { overflow } from './line-limit';

export interface TerminalLine {
  readonly kind: 'command' | 'output' | 'error';
  readonly text: string;
}

/** A line without an end is broken here. */
const MOST_CHARACTERS = 4096;
/** So many characters are kept at most, and this many of the newest when there are more. */
const MOST_KEPT = 4_000_000;
const KEPT = 3_000_000;

export class Terminal {
  lines: TerminalLine[] = [];
  /** Older lines that are forgotten. */
  lost = 0;
  /** Characters since the last newline. */
  private partial = '';
  private partialKind: TerminalLine['kind'] = 'output';
  /** Characters of `lines`. */
  private kept = 0;

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
    this.kept = this.lines.reduce((sum, line) => sum + line.text.length, 0);
    this.lost = saved.lost;
    this.partial = saved.partial;
    this.partialKind = saved.partialKind;
  }

  private push(kind: TerminalLine['kind'], text: string): void {
    this.lines.push({ kind, text });
    this.kept += text.length;
    let over = overflow(this.lines.length);
    if (over === 0 && this.kept <= MOST_KEPT) return;
    for (let i = 0; i < over; i++) this.kept -= this.lines[i].text.length;
    if (this.kept > MOST_KEPT) while (this.kept > KEPT) this.kept -= this.lines[over++].text.length;
    this.lines = this.lines.slice(over);
    this.lost += over;
  }
}
