/**
 * Function definitions in the style before ANSI C: `int f(a, b) char a; float b; { ... }` (C11 6.9.1). Callers pass such
 * arguments promoted; inside, each parameter has the type that it was declared with.
 */
import type { Expr, Stmt, Variable } from './ast';
import type { CType } from './ctype';
import { integerOf, isComplete, pointerTo, typeName, unqualified } from './ctype';
import type { Context } from './context';
import { cast } from './convert';
import type { Declarator } from './parse-type';
import { parseAttributes } from './parse-attribute';
import { parseDeclarator, parseSpecifiers } from './parse-type';
import { startsType } from './type-words';
import type { Parser } from './parser';

const adjusted = (type: CType): CType => (type.kind === 'array' ? pointerTo(type.of) : type.kind === 'function' ? pointerTo(type) : type);

/** What a caller without prototype passes for a parameter of this type (6.5.2.2). */
function promoted(cx: Context, type: CType): CType {
  if (type.kind === 'float') return type.single ? cx.types.double : type;
  const integer = integerOf(type);
  return integer !== null && integer.rank < 3 ? cx.types.int : type;
}

/** Declarations between the parentheses and the body; the types of `d`'s parameters become those that callers pass. @returns the declared types. */
export function parseOldParameters(p: Parser, d: Declarator): Map<string, CType> {
  const params = d.params ?? [];
  const declared = new Map<string, CType>(params.map((one) => [one.name, p.cx.types.int]));
  while (startsType(p)) {
    const s = parseSpecifiers(p);
    do {
      const one = parseDeclarator(p, s.type);
      parseAttributes(p, s.attributes);
      const type = adjusted(one.type);
      if (!declared.has(one.name)) p.cx.error(one.at, `'${one.name}' is no parameter of '${d.name}'`);
      else if (!isComplete(type) && type.kind !== 'error') p.cx.error(one.at, `parameter '${one.name}' has incomplete type '${typeName(type)}'`);
      else declared.set(one.name, type);
    } while (p.accept(','));
    p.expect(';', 'after the parameter declaration');
  }
  for (const one of params) one.type = promoted(p.cx, declared.get(one.name) ?? one.type);
  return declared;
}

/** A variable of the declared type for a parameter that comes promoted; null when both are the same. */
export function narrowed(cx: Context, param: Variable, type: CType, locals: Variable[]): { symbol: Variable; start: Stmt } | null {
  if (unqualified(param.type) === unqualified(type) || typeName(unqualified(param.type)) === typeName(unqualified(type))) return null;
  const symbol = cx.variable(param.name, type, param.at, 'auto');
  const passed: Expr = { kind: 'variable', symbol: param, type: param.type, at: param.at };
  symbol.init = { entries: [{ offset: 0, type: unqualified(type), bits: null, value: cast(passed, type) }], whole: null };
  symbol.isDefined = true;
  symbol.used = true;
  locals.push(symbol);
  return { symbol, start: { kind: 'declare', cleanup: null, symbol, at: param.at } };
}
