/** The words of a basic type, `unsigned long int`, to the type (C11 6.7.2). */
import type { CType } from './ctype';
import { VOID } from './ctype';
import type { Token } from './lex';
import type { Parser } from './parser';

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

