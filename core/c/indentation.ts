/** -Wmisleading-indentation: a statement that stands as if an `if`, `else`, `for` or `while` before it guarded it. */
import type { Stmt } from './ast';
import type { Context } from './context';
import type { Token } from './lex';
import { outermost } from './source';
import type { Where } from './source';

const TAB = 8;

interface Spot {
  line: number;
  /** As seen, tabs widened. */
  column: number;
  /** Of the first character of the line that is no space. */
  indent: number;
}
function spotOf(at: Where): Spot {
  const { line, column } = at.file.lineColumn(at.offset);
  const text = at.file.lineText(line);
  const seen = (to: number): number => [...text.slice(0, to)].reduce((n, c) => (c === '\t' ? (Math.floor(n / TAB) + 1) * TAB : n + 1), 0);
  return { line, column: seen(column - 1), indent: seen(text.length - text.trimStart().length) };
}

/** `begin` is the first token of the body, `next` the one behind it. */
export function checkIndentation(cx: Context, guard: Token, begin: Token, body: Stmt, next: Token): void {
  if (body.kind === 'compound' || guard.expansion || begin.expansion || next.kind === 'eof' || next.text === '}' || next.text === ';' || next.text === 'else') return;
  const behind = outermost(next);
  if (behind.file !== guard.file || begin.file !== guard.file) return;
  const [g, b, n] = [guard, begin, behind].map(spotOf);
  const sameLine = g.column === g.indent && g.line === b.line && n.line === b.line && body.kind !== 'empty';
  const nextBegins = n.line > b.line && n.column === n.indent;
  const below = nextBegins && b.line > g.line && b.column === b.indent && n.column === b.column && b.column > g.indent;
  const behindEmpty = nextBegins && body.kind === 'empty' && b.line === g.line && guard.text !== 'if' && guard.text !== 'else' && n.column > g.indent;
  if (sameLine || below || behindEmpty) {
    const d = cx.diagnostics.warning('misleading-indentation', guard, `this '${guard.text}' does not guard what follows its first statement: braces missing?`);
    d.notes.push({ message: 'this runs in any case', at: behind });
  }
}
