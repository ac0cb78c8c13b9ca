/**
 * Values of constant objects in the initialisers of static ones. C asks for constant expressions there (C11 6.7.9p4); gcc
 * reads const objects whose initialisers it has seen too, and so does code that was written for it.
 */
import type { Expr, Variable } from './ast';
import { fold, foldAddress } from './constant';
import type { CType } from './ctype';
import { CONST, VOLATILE, isScalar, sizeOf, unqualified } from './ctype';

const isConstant = (t: CType): boolean => (t.kind === 'array' ? isConstant(t.of) : (t.quals & (CONST | VOLATILE)) === CONST);

/** The same expression, const objects in it replaced by what they hold. */
export function withConstants(e: Expr): Expr {
  switch (e.kind) {
    case 'variable': case 'member': case 'deref': return held(e) ?? e;
    case 'cast': case 'unary': return { ...e, operand: withConstants(e.operand) };
    case 'binary': case 'compare': case 'logical': return { ...e, left: withConstants(e.left), right: withConstants(e.right) };
    case 'offset': return { ...e, pointer: withConstants(e.pointer), index: withConstants(e.index) };
    case 'conditional': return { ...e, test: withConstants(e.test), then: e.then && withConstants(e.then), other: withConstants(e.other) };
    default: return e;
  }
}

function held(e: Expr): Expr | null {
  if (!isScalar(e.type) || (e.kind === 'member' && e.field.bits)) return null;
  const place = foldAddress(e);
  if (place?.kind !== 'address' || place.symbol.kind !== 'variable') return null;
  const { symbol } = place;
  return isConstant(symbol.type) && place.offset >= 0 && place.offset + sizeOf(e.type) <= sizeOf(symbol.type) ? entryAt(symbol, place.offset, e) : null;
}

function entryAt(symbol: Variable, offset: number, e: Expr): Expr | null {
  const entries = symbol.init?.entries ?? [];
  if (entries.length === 0) return null;
  const touching = entries.filter((one) => one.offset < offset + sizeOf(e.type) && offset < one.offset + sizeOf(one.type));
  const last = touching.at(-1);
  if (!last) return { kind: 'cast', operand: { kind: 'integer', value: 0n, type: unqualified(e.type), at: e.at }, explicit: true, type: unqualified(e.type), at: e.at };
  const fits = last.offset === offset && last.bits === null && sizeOf(last.type) === sizeOf(e.type) && fold(last.value) !== null;
  return fits ? { kind: 'cast', operand: last.value, explicit: true, type: unqualified(e.type), at: e.at } : null;
}
