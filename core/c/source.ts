/**
 * Source text, positions and diagnostics of the C compiler. A position is a token: file, offset and the chain of macro
 * expansions it came through. Columns count UTF-16 units, from 1.
 */
export class SourceFile {
  private starts: number[] | null = null;
  constructor(
    readonly name: string,
    readonly text: string,
    /** Files of the C library: warnings inside them are not shown. */
    readonly system = false,
  ) {}

  private lineStarts(): number[] {
    if (this.starts) return this.starts;
    const starts = [0];
    for (let i = this.text.indexOf('\n'); i >= 0; i = this.text.indexOf('\n', i + 1)) starts.push(i + 1);
    this.starts = starts;
    return starts;
  }

  lineColumn(offset: number): { line: number; column: number } {
    const starts = this.lineStarts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const mid = (low + high + 1) >> 1;
      if (starts[mid] <= offset) low = mid;
      else high = mid - 1;
    }
    return { line: low + 1, column: offset - starts[low] + 1 };
  }

  lineText(line: number): string {
    const start = this.lineStarts()[line - 1] ?? this.text.length;
    const end = this.text.indexOf('\n', start);
    const text = this.text.slice(start, end < 0 ? undefined : end);
    return text.endsWith('\r') ? text.slice(0, -1) : text;
  }
}

/** One macro invocation; `parent` is the invocation that produced its name, if any. */
export interface Expansion {
  readonly macro: string;
  readonly at: Where;
}

export interface Where {
  readonly file: SourceFile;
  readonly offset: number;
  readonly length: number;
  readonly expansion: Expansion | null;
}

/** Where the text stands that the user sees: outermost macro invocation. */
export function outermost(at: Where): Where {
  let where = at;
  while (where.expansion) where = where.expansion.at;
  return where;
}

export function place(at: Where): string {
  const where = outermost(at);
  const { line, column } = where.file.lineColumn(where.offset);
  return `${where.file.name}:${line}:${column}`;
}

export type Severity = 'error' | 'warning' | 'note';

export interface Diagnostic {
  severity: Severity;
  /** Name of the check, shown in brackets: `unused-variable`. */
  code: string;
  message: string;
  at: Where;
  notes: { message: string; at: Where }[];
}

/** Thrown to leave a construct that cannot be parsed; caught where the parser resynchronises. */
export class SyntaxStop extends Error {}

const ERROR_LIMIT = 100;
const WARNING_LIMIT = 1000;

/** What becomes of warnings, as a build's options say: -Werror=code, -Wno-code. */
export interface WarningPolicy {
  readonly errors?: readonly string[];
  readonly silent?: readonly string[];
  /** Checks to make that are off unless they are asked for. */
  readonly extra?: readonly string[];
  /** Show warnings in macros of system headers where they are used outside of them. */
  readonly inMacros?: boolean;
}

export class DiagnosticList {
  readonly items: Diagnostic[] = [];
  errors = 0;
  private warnings = 0;
  private readonly seen = new Set<string>();

  constructor(private readonly policy: WarningPolicy = {}) {}

  private hidden(code: string, at: Where): boolean {
    if (this.policy.silent?.includes(code) === true) return true;
    return at.file.system && !(this.policy.inMacros === true && !outermost(at).file.system);
  }

  private add(given: Severity, code: string, at: Where, message: string): Diagnostic {
    const severity = given === 'warning' && this.policy.errors?.includes(code) === true ? 'error' : given;
    const diagnostic: Diagnostic = { severity, code, message, at, notes: [] };
    const key = `${at.file.name}:${at.offset}:${place(at)}:${message}`;
    if (this.seen.has(key) || (given === 'warning' && this.hidden(code, at))) return diagnostic;
    this.seen.add(key);
    if (severity === 'error') this.errors++;
    else if (severity === 'warning') this.warnings++;
    if (this.errors <= ERROR_LIMIT && (severity !== 'warning' || this.warnings <= WARNING_LIMIT)) this.items.push(diagnostic);
    return diagnostic;
  }
  error(at: Where, message: string, code = ''): Diagnostic {
    return this.add('error', code, at, message);
  }
  warning(code: string, at: Where, message: string): Diagnostic {
    return this.add('warning', code, at, message);
  }
  /** A warning for those who ask for it. */
  extra(code: string, at: Where, message: string): void {
    if (this.policy.extra?.includes(code) === true) this.add('warning', code, at, message);
  }
  note(at: Where, message: string): Diagnostic {
    return this.add('note', '', at, message);
  }
  render(): string {
    return this.items.map(renderDiagnostic).join('');
  }
}

/** Of a longer line only what stands around the place is shown. */
const LONGEST_LINE = 240;

/** The line of a place, and a mark under it. */
export function excerpt(at: Where, marked = at.length): string {
  const { line, column } = at.file.lineColumn(at.offset);
  const whole = at.file.lineText(line);
  if (!whole) return '';
  const from = whole.length <= LONGEST_LINE ? 0 : Math.max(0, Math.min(column - 1 - LONGEST_LINE / 2, whole.length - LONGEST_LINE));
  const text = whole.slice(from, from + LONGEST_LINE);
  const pad = text.slice(0, column - 1 - from).replace(/[^\t]/g, ' ');
  const tail = '~'.repeat(Math.max(0, Math.min(marked, text.length - pad.length) - 1));
  const [before, behind] = [from > 0 ? '… ' : '', from + LONGEST_LINE < whole.length ? ' …' : ''];
  return `${String(line).padStart(5)} | ${before}${text}${behind}\n      | ${before === '' ? '' : '  '}${pad}^${tail}\n`;
}

export function renderDiagnostic(d: Diagnostic): string {
  const where = outermost(d.at);
  let text = `${place(where)}: ${d.severity}: ${d.message}${d.code ? ` [-W${d.severity === 'error' ? 'error=' : ''}${d.code}]` : ''}\n${excerpt(where)}`;
  for (let at = d.at; at.expansion; at = at.expansion.at) {
    const { line, column } = at.file.lineColumn(at.offset);
    text += `${at.file.name}:${line}:${column}: note: in expansion of macro '${at.expansion.macro}'\n`;
  }
  for (const n of d.notes) text += `${place(n.at)}: note: ${n.message}\n${excerpt(outermost(n.at))}`;
  return text;
}

/** Closest known name by edit distance, for "did you mean". */
export function nearest(name: string, known: Iterable<string>): string | null {
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) >= bestDistance || candidate === name) continue;
    const distance = editDistance(name, candidate);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  let before = previous;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = a[i - 1].toLowerCase() === b[j - 1].toLowerCase() ? 0 : 1;
      let cost = Math.min(row[j - 1] + 1, previous[j] + 1, previous[j - 1] + swap);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
      row.push(cost);
    }
    before = previous;
    previous = row;
  }
  return previous[b.length];
}
