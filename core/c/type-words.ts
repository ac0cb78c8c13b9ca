/** Words that types begin with or are made of, `unsigned long int` to its type (C11 6.7.2). */
import type { CType } from './ctype';
import { CONST, RESTRICT, VOID, VOLATILE } from './ctype';
import type { Token } from './lex';
import type { Parser } from './parser';

export const QUALIFIERS: Record<string, number> = { const: CONST, __const: CONST, __const__: CONST, volatile: VOLATILE, __volatile: VOLATILE, __volatile__: VOLATILE, restrict: RESTRICT, __restrict: RESTRICT, __restrict__: RESTRICT, _Atomic: 0 };
const BASIC = new Set(['void', 'char', 'short', 'int', 'long', 'float', 'double', 'signed', '__signed__', '__signed', 'unsigned', '_Bool']);
const STORAGE = new Set(['typedef', 'extern', 'static', 'auto', 'register']);
const OTHER = new Set(['struct', 'union', 'enum', 'inline', '__inline', '__inline__', 'typeof', '__typeof__', '__typeof', '_Noreturn', '_Alignas', '__attribute__', '__attribute', '_Static_assert', '__auto_type', '_Thread_local', '__thread']);
/** Types of gcc that have no place here: told by name, where they begin a declaration. */
export const UNMODELLED = new Set(['_Complex', '__complex__', '__complex', '_Decimal32', '_Decimal64', '_Decimal128', '__int128', '__int128_t', '__uint128_t', '__float128', '_Float128']);
/** What a word is that may begin or go on with specifiers. */
export const WORDS = new Map<string, 'qualifier' | 'basic' | 'storage' | 'inline' | 'typeof' | 'other'>([
  ...[...OTHER].map((word) => [word, /^(__)?inline(__)?$/.test(word) ? 'inline' : /^(__)?typeof(__)?$/.test(word) ? 'typeof' : 'other'] as const),
  ...Object.keys(QUALIFIERS).map((word) => [word, 'qualifier'] as const), ...[...BASIC].map((word) => [word, 'basic'] as const), ...[...STORAGE].map((word) => [word, 'storage'] as const),
]);
export const KEYWORDS = new Set([...Object.keys(QUALIFIERS), ...BASIC, ...STORAGE, ...OTHER, 'if', 'else', 'while', 'do', 'for', 'switch', 'case', 'default', 'break', 'continue', 'goto', 'return', 'sizeof', '_Alignof', '__alignof__', '_Generic', 'asm', '__asm__', '__asm']);

export function startsType(p: Parser, t: Token = p.token): boolean {
  if (t.kind !== 'name') return false;
  if (WORDS.has(t.text)) return true;
  if (UNMODELLED.has(t.text)) return true;
  return p.cx.scope.find(t.text)?.kind === 'typedef';
}

export function basicType(p: Parser, words: string[], at: Token): CType {
  const ty = p.cx.types;
  const count = (w: string): number => words.filter((x) => x.replace(/__/g, '') === w).length;
  const unsigned = count('unsigned') > 0;
  const signed = count('signed') > 0;
  checkWords(p, count, at);
  if (count('void')) return VOID;
  if (count('_Bool')) return ty.bool;
  if (count('float')) return ty.float;
  if (count('double')) return count('long') ? ty.ldouble : ty.double;
  if (count('char')) return unsigned ? ty.uchar : signed ? ty.schar : ty.char;
  if (count('short')) return unsigned ? ty.ushort : ty.short;
  if (count('long') >= 2) return unsigned ? ty.ullong : ty.llong;
  if (count('long')) return unsigned ? ty.ulong : ty.long;
  return unsigned ? ty.uint : ty.int;
}

/** C11 6.7.2p2: which words make a type together. */
function checkWords(p: Parser, count: (word: string) => number, at: Token): void {
  const bases = ['void', '_Bool', 'char', 'int', 'float', 'double'].filter((word) => count(word) > 0);
  const sizes = ['short', 'long'].filter((word) => count(word) > 0);
  const signs = ['signed', 'unsigned'].filter((word) => count(word) > 0);
  const [base] = bases;
  const twice = ['void', '_Bool', 'char', 'int', 'float', 'double', 'short', 'signed', 'unsigned'].find((word) => count(word) > 1);
  const tell = (message: string): void => void p.cx.error(at, message);
  if (bases.length > 1) tell(`two types in one declaration: '${base}' and '${bases[1]}'`);
  else if (sizes.length > 1 || signs.length > 1) tell(`both '${(sizes[1] ? sizes : signs).join("' and '")}'`);
  else if (twice !== undefined) tell(`'${twice}' twice`);
  else if (count('long') > 2) tell("'long long long' is no type");
  else if (sizes.length > 0 && bases.length > 0 && base !== 'int' && !(base === 'double' && count('long') === 1)) tell(`'${sizes[0]}' does not go with '${base}'`);
  else if (signs.length > 0 && bases.length > 0 && base !== 'int' && base !== 'char') tell(`'${signs[0]}' does not go with '${base}'`);
}

