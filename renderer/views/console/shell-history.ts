/** Commands entered before, walked with the arrow keys; what was being typed is kept at the new end. */

export interface ShellHistory {
  readonly lines: readonly string[];
  /** Index of the shown line; `lines.length`: the draft. */
  readonly at: number;
  readonly draft: string;
}

export const EMPTY_HISTORY: ShellHistory = { lines: [], at: 0, draft: '' };
const MOST = 500;

/** After Enter. An empty line and a repetition of the last one are not kept. */
export function remember(history: ShellHistory, line: string): ShellHistory {
  const lines = line.trim() === '' || history.lines.at(-1) === line ? history.lines : [...history.lines, line].slice(-MOST);
  return { lines, at: lines.length, draft: '' };
}

/** The line to show, or null at the end of the list. `shown`: what stands in the field now. */
export function recall(history: ShellHistory, by: 1 | -1, shown: string): { history: ShellHistory; line: string } | null {
  const at = history.at + by;
  if (at < 0 || at > history.lines.length) return null;
  const draft = history.at === history.lines.length ? shown : history.draft;
  return { history: { ...history, at, draft }, line: at === history.lines.length ? draft : history.lines[at] };
}
