/** Format strings of printf-like functions against their arguments; kernel %p extensions are pointers. */
import type { Expr } from './ast';
import type { CType } from './ctype';
import { integerOf, sizeOf, typeName } from './ctype';
import type { Context } from './context';

export function formatText(e: Expr): string | null {
  const s = e.kind === 'decay' ? e.operand : e.kind === 'cast' && e.operand.kind === 'decay' ? e.operand.operand : e;
  return s.kind === 'string' ? String.fromCharCode(...s.elements) : null;
}

export function checkFormat(cx: Context, format: { at: number; first: number }, args: Expr[]): void {
  const place = args[format.at - 1];
  const text = place ? formatText(place) : null;
  if (text === null || format.first === 0) return;
  let next = format.first - 1;
  const take = (want: string, good: (t: CType) => boolean, spec: string): void => {
    const arg = args[next++] as Expr | undefined;
    if (!arg) cx.diagnostics.warning('format', place.at, `'${spec}' has no argument`);
    else if (arg.type.kind !== 'error' && !good(arg.type)) cx.diagnostics.warning('format', arg.at, `'${spec}' wants ${want}, '${typeName(arg.type)}' given`);
  };
  const ofSize = (size: number) => (t: CType) => integerOf(t)?.size === size;
  for (const m of text.matchAll(/%([-+ #0]*)(\*|[0-9]+)?(?:\.(\*|[0-9]*))?(hh|h|ll|l|z|j|t|L|q)?([a-zA-Z%])/g)) {
    const [spec, , width, precision, length = '', letter] = m;
    if (letter === '%') continue;
    if (width === '*') take("'int'", ofSize(4), spec);
    if (precision === '*') take("'int'", ofSize(4), spec);
    const size = length === 'll' || length === 'j' || length === 'q' || length === 'L' ? 8 : 4;
    if ('diouxXc'.includes(letter)) take(size === 8 ? "'long long'" : "'int' or another 32-bit integer", ofSize(size), spec);
    else if ('feEgGaAF'.includes(letter)) take("'double'", (t) => t.kind === 'float', spec);
    else if (letter === 's') take("'char *'", (t) => t.kind === 'pointer' && (t.to.kind === 'void' || t.to.kind === 'error' || sizeOf(t.to) === 1), spec);
    else if (letter === 'p') take('a pointer', (t) => t.kind === 'pointer', spec);
    else if (letter === 'n') take('a pointer', (t) => t.kind === 'pointer', spec);
    else cx.diagnostics.warning('format', place.at, `unknown conversion '${spec}' in format`);
  }
  if (next < args.length) cx.diagnostics.warning('format-extra-args', args[next].at, 'more arguments than the format uses');
}
