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

/** Names of the basic types in `Types`, but for void. */
type BasicName = 'bool' | 'float' | 'double' | 'ldouble' | 'char' | 'schar' | 'uchar' | 'short' | 'ushort' | 'int' | 'uint' | 'long' | 'ulong' | 'llong' | 'ullong';

/** What several words come to, by the words: there are few combinations, and each is met often. */
const MEANINGS = new Map<string, { readonly name: BasicName | 'void'; readonly complaint: string }>();

export function basicType(p: Parser, words: string[], at: Token): CType {
  const key = words.join(' ');
  let meaning = MEANINGS.get(key);
  if (meaning === undefined) {
    const plain = words.map((word) => word.replace(/__/g, ''));
    const count = (word: string): number => plain.filter((one) => one === word).length;
    meaning = { name: nameOf(count), complaint: complaintOf(count) };
    if (MEANINGS.size < MOST_MEANINGS) MEANINGS.set(key, meaning);
  }
  if (meaning.complaint !== '') p.cx.error(at, meaning.complaint);
  return meaning.name === 'void' ? VOID : p.cx.types[meaning.name];
}

/** More combinations than C has; a source can repeat words without end. */
const MOST_MEANINGS = 500;

function nameOf(count: (word: string) => number): BasicName | 'void' {
  const unsigned = count('unsigned') > 0;
  if (count('void')) return 'void';
  if (count('_Bool')) return 'bool';
  if (count('float')) return 'float';
  if (count('double')) return count('long') ? 'ldouble' : 'double';
  if (count('char')) return unsigned ? 'uchar' : count('signed') ? 'schar' : 'char';
  if (count('short')) return unsigned ? 'ushort' : 'short';
  if (count('long') >= 2) return unsigned ? 'ullong' : 'llong';
  if (count('long')) return unsigned ? 'ulong' : 'long';
  return unsigned ? 'uint' : 'int';
}

/** C11 6.7.2p2: which words make a type together; what is wrong with them, or ''. */
function complaintOf(count: (word: string) => number): string {
  const bases = ['void', '_Bool', 'char', 'int', 'float', 'double'].filter((word) => count(word) > 0);
  const sizes = ['short', 'long'].filter((word) => count(word) > 0);
  const signs = ['signed', 'unsigned'].filter((word) => count(word) > 0);
  const [base] = bases;
  const twice = ['void', '_Bool', 'char', 'int', 'float', 'double', 'short', 'signed', 'unsigned'].find((word) => count(word) > 1);
  if (bases.length > 1) return `two types in one declaration: '${base}' and '${bases[1]}'`;
  if (sizes.length > 1 || signs.length > 1) return `both '${(sizes[1] ? sizes : signs).join("' and '")}'`;
  if (twice !== undefined) return `'${twice}' twice`;
  if (count('long') > 2) return "'long long long' is no type";
  if (sizes.length > 0 && bases.length > 0 && base !== 'int' && !(base === 'double' && count('long') === 1)) return `'${sizes[0]}' does not go with '${base}'`;
  if (signs.length > 0 && bases.length > 0 && base !== 'int' && base !== 'char') return `'${signs[0]}' does not go with '${base}'`;
  return '';
}

