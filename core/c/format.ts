/** Format strings of printf-like functions against their arguments; kernel %p extensions are pointers. */
import type { Expr } from './ast';
import type { CType } from './ctype';
import { integerOf, sizeOf, typeName } from './ctype';
import type { Context } from './context';

export function formatText(e: Expr): string | null {
  const s = e.kind === 'decay' ? e.operand : e.kind === 'cast' && e.operand.kind === 'decay' ? e.operand.operand : e;
  return s.kind === 'string' ? String.fromCharCode(...s.elements) : null;
}

const CONVERSION = /%([-+ #0]*)(\*|[0-9]+)?(?:\.(\*|[0-9]*))?(hh|h|ll|l|z|j|t|L|q)?([a-zA-Z%])/g;

export function checkFormat(cx: Context, format: { at: number; first: number }, args: Expr[]): void {
  const place = args[format.at - 1];
  const text = place ? formatText(place) : null;
  if (text === null || format.first === 0) return;
  let next = format.first - 1;
  if (text === '\0') cx.diagnostics.warning('format-zero-length', place.at, 'the format is empty');
  const take = (want: string, good: (t: CType) => boolean, spec: string): void => {
    const arg = args[next++] as Expr | undefined;
    if (!arg) cx.diagnostics.warning('format', place.at, `'${spec}' has no argument`);
    else if (arg.type.kind !== 'error' && !good(arg.type)) cx.diagnostics.warning('format', arg.at, `'${spec}' wants ${want}, '${typeName(arg.type)}' given`);
  };
  const INT = 3;
  const LONG = 4;
  // int and long have one size here, but not everywhere: as gcc, tell them apart.
  const integer = (rank: number) => (t: CType) => Math.max(INT, integerOf(t)?.rank ?? 0) === rank && integerOf(t) !== null;
  for (const m of text.matchAll(CONVERSION)) {
    const [spec, , width, precision, length = '', letter] = m;
    if (letter === '%') continue;
    if (width === '*') take("'int'", integer(INT), spec);
    if (precision === '*') take("'int'", integer(INT), spec);
    const rank = length === 'll' || length === 'j' || length === 'q' || length === 'L' ? LONG + 1 : length === 'l' ? LONG : INT;
    if ('diouxXc'.includes(letter)) take(rank > LONG ? "'long long'" : rank === LONG ? "'long'" : length === 'z' ? "'size_t'" : "'int'", integer(rank), spec);
    else if ('feEgGaAF'.includes(letter)) take("'double'", (t) => t.kind === 'float', spec);
    else if (letter === 's') take("'char *'", (t) => t.kind === 'pointer' && (t.to.kind === 'error' || (t.to.kind !== 'void' && sizeOf(t.to) === 1)), spec);
    else if (letter === 'p') take('a pointer', (t) => t.kind === 'pointer', spec);
    else if (letter === 'n') take('a pointer', (t) => t.kind === 'pointer', spec);
    else cx.diagnostics.warning('format', place.at, `unknown conversion '${spec}' in format`);
  }
  if (text.replace(CONVERSION, '').includes('%')) cx.diagnostics.warning('format', place.at, "a '%' without a conversion letter behind it");
  if (next < args.length) cx.diagnostics.warning('format-extra-args', args[next].at, 'more arguments than the format uses');
}
