/** The expression under the pointer: an identifier with all that leads to it (`dev->regs[2].name`). */

export interface Expression {
  readonly text: string;
  /** Columns of the whole, from 0 on, end excluded. */
  readonly from: number;
  readonly to: number;
}

const WORDS_OF_C = new Set('auto break case char const continue default do double else enum extern float for goto if inline int long register return short signed sizeof static struct switch typedef union unsigned void volatile while'.split(' '));
const isWordSign = (sign: string | undefined): boolean => sign !== undefined && /\w/.test(sign);

export function expressionAt(line: string, column: number): Expression | null {
  let from = column;
  let to = column;
  while (isWordSign(line[from - 1])) from--;
  while (isWordSign(line[to])) to++;
  const word = line.slice(from, to);
  if (!/^[A-Za-z_]/.test(word) || WORDS_OF_C.has(word) || isInText(line, from)) return null;
  const start = startOfChain(line, from);
  return start === null ? null : { text: line.slice(start, to), from: start, to };
}

/** Where the chain of `.`, `->` and `[number]` before a name begins; null: behind something that has no name. */
function startOfChain(line: string, nameAt: number): number | null {
  const before = /(?:\.|->)$/.exec(line.slice(0, nameAt));
  if (before === null) return nameAt;
  let at = before.index;
  for (let index = /\[\w+\]$/.exec(line.slice(0, at)); index !== null; index = /\[\w+\]$/.exec(line.slice(0, at))) at = index.index;
  const name = /[A-Za-z_]\w*$/.exec(line.slice(0, at));
  return name === null ? null : startOfChain(line, name.index);
}

/** Inside a string, a character or a comment that begins on this line. */
function isInText(line: string, column: number): boolean {
  const before = line.slice(0, column).replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\/\*.*?\*\//g, '');
  return /["']|\/\/|\/\*|^\s*\*\s/.test(before);
}
