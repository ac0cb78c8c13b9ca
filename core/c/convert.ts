/** Conversions (C11 6.3): promotions, usual arithmetic conversions, assignment rules with their diagnostics. */
import type { Expr, Variable } from './ast';
import type { CType } from './ctype';
import { CONST, compatible, integerOf, isArithmetic, isInteger, isScalar, pointerTo, typeName, unqualified } from './ctype';
import type { Context } from './context';
import { foldInteger, wrapInteger } from './constant';
import type { Where } from './source';
import { checkTruth } from './suspicious';

export function cast(e: Expr, type: CType, explicit = false): Expr {
  const to = unqualified(type);
  if (e.type.kind === 'error' || to.kind === 'error') return e;
  if (!explicit && compatible(unqualified(e.type), to) && e.type.kind === to.kind) return e.type.quals ? { ...e, type: to } : e;
  if (e.kind === 'integer' && isInteger(to)) return { kind: 'integer', value: wrapInteger(e.value, to), type: to, at: e.at };
  return { kind: 'cast', operand: e, explicit, type: to, at: e.at };
}

export function bitFieldOf(e: Expr): { width: number } | null {
  return e.kind === 'member' ? e.field.bits : e.kind === 'comma' ? bitFieldOf(e.right) : null;
}
export function isLvalue(e: Expr): boolean {
  switch (e.kind) {
    case 'variable': case 'deref': case 'string': case 'literal': return true;
    case 'member': return isLvalue(e.object);
    default: return false;
  }
}

/** Array to pointer, function to pointer, lvalue to value. */
export function rvalue(cx: Context, e: Expr): Expr {
  if (e.type.kind === 'array') {
    markAddressed(e);
    return { kind: 'decay', operand: e, type: pointerTo(e.type.of), at: e.at };
  }
  if (e.type.kind === 'function') return { kind: 'address', operand: e, type: pointerTo(e.type), at: e.at };
  if (e.type.kind === 'record' && !e.type.record.complete) return cx.error(e.at, `'${typeName(e.type)}' is an incomplete type`);
  return e;
}
export function markAddressed(e: Expr): void {
  if (e.kind === 'variable') e.symbol.addressed = true;
  else if (e.kind === 'member') markAddressed(e.object);
}

export function promote(cx: Context, e: Expr): Expr {
  const t = integerOf(e.type);
  if (!t) return e;
  const field = bitFieldOf(e);
  if (field && t.size <= 4) {
    const fits = field.width < 32 || t.signed;
    return cast(e, fits ? cx.types.int : cx.types.uint);
  }
  if (field && field.width < 32) return cast(e, cx.types.int);
  if (field && field.width === 32) return cast(e, t.signed ? cx.types.int : cx.types.uint);
  if (t.rank < 3) return cast(e, cx.types.int);
  return e.type.kind === 'enum' ? cast(e, t) : e;
}

export function arithmeticType(cx: Context, a: CType, b: CType): CType {
  if (a.kind === 'float' || b.kind === 'float') {
    const rank = (t: CType): number => (t.kind !== 'float' ? 0 : t.name === 'float' ? 1 : t.name === 'double' ? 2 : 3);
    const r = Math.max(rank(a), rank(b));
    return r === 1 ? cx.types.float : r === 2 ? cx.types.double : cx.types.ldouble;
  }
  const x = integerOf(a);
  const y = integerOf(b);
  if (!x || !y) return cx.types.int;
  if (x.signed === y.signed) return unqualified(x.rank >= y.rank ? x : y);
  const s = x.signed ? x : y;
  const u = x.signed ? y : x;
  if (u.rank >= s.rank) return unqualified(u);
  if (s.size > u.size) return unqualified(s);
  return s.rank === 4 ? cx.types.ulong : cx.types.ullong;
}
export function usual(cx: Context, a: Expr, b: Expr): [Expr, Expr, CType] {
  const l = promote(cx, a);
  const r = promote(cx, b);
  const type = arithmeticType(cx, l.type, r.type);
  return [cast(l, type), cast(r, type), type];
}

export function isNullConstant(e: Expr): boolean {
  if (e.kind === 'cast' && e.explicit && e.type.kind === 'pointer' && e.type.to.kind === 'void' && e.type.to.quals === 0) return foldInteger(e.operand) === 0n;
  return isInteger(e.type) && foldInteger(e) === 0n;
}

/** How a value comes to its place; words for messages. */
export type Passage = { how: 'assign' | 'init' | 'return' } | { how: 'argument'; index: number; callee: string };
function passage(p: Passage): string {
  switch (p.how) {
    case 'assign': return 'assignment';
    case 'init': return 'initialization';
    case 'return': return 'return';
    case 'argument': return `passing argument ${p.index} of '${p.callee}'`;
  }
}

/** Converts as if by assignment, with warnings and errors (C11 6.5.16.1). */
export function assignConvert(cx: Context, from: Expr, to: CType, p: Passage, at: Where): Expr {
  const e = rvalue(cx, from);
  const d = cx.diagnostics;
  const f = e.type;
  if (f.kind === 'error' || to.kind === 'error') return e;
  if (isArithmetic(f) && isArithmetic(to)) {
    warnConstant(cx, e, to, e.at.file.system ? at : e.at);
    return cast(e, to);
  }
  if (to.kind === 'record' && f.kind === 'record' && to.record === f.record) return e;
  if (to.kind === 'pointer' && f.kind === 'pointer') {
    pointerCheck(cx, f.to, to.to, p, at, to, f);
    return cast(e, to);
  }
  if (to.kind === 'pointer' && isInteger(f)) {
    if (!isNullConstant(e)) d.warning('int-conversion', at, `${passage(p)} makes pointer '${typeName(to)}' from integer '${typeName(f)}' without a cast`);
    return cast(e, to);
  }
  if (isInteger(to) && f.kind === 'pointer') {
    if (!(to.kind === 'int' && to.isBool)) d.warning('int-conversion', at, `${passage(p)} makes integer '${typeName(to)}' from pointer '${typeName(f)}' without a cast`);
    return cast(e, to);
  }
  if (f.kind === 'void') return cx.error(at, `void value is used in ${passage(p)}`);
  return cx.error(at, `incompatible types in ${passage(p)}: '${typeName(to)}' wanted, '${typeName(f)}' given`);
}

function pointerCheck(cx: Context, f: CType, t: CType, p: Passage, at: Where, to: CType, from: CType): void {
  const d = cx.diagnostics;
  const lost = f.quals & ~t.quals & 3;
  if (f.kind === 'void' || t.kind === 'void' || compatible(unqualified(f), unqualified(t))) {
    if (lost && f.kind !== 'function') d.warning('discarded-qualifiers', at, `${passage(p)} discards '${lost & CONST ? 'const' : 'volatile'}' from '${typeName(from)}'`);
    return;
  }
  const fi = integerOf(f);
  const ti = integerOf(t);
  if (fi && ti && fi.size === ti.size && fi.rank === ti.rank) {
    if (fi.size !== 1) d.warning('pointer-sign', at, `pointers differ in signedness in ${passage(p)}: '${typeName(to)}' and '${typeName(from)}'`);
    return;
  }
  d.warning('incompatible-pointer-types', at, `incompatible pointer types in ${passage(p)}: '${typeName(to)}' wanted, '${typeName(from)}' given`);
}

function warnConstant(cx: Context, e: Expr, to: CType, at: Where): void {
  if (!isInteger(e.type) || !isInteger(to)) return;
  const t = integerOf(to);
  const v = foldInteger(e);
  if (v === null || !t || t.isBool) return;
  const bits = BigInt(t.size * 8);
  const fits = v >= -(1n << (bits - 1n)) && v < 1n << bits;
  if (!fits) cx.diagnostics.warning('overflow', at, `constant ${v} does not fit in '${typeName(to)}': becomes ${wrapInteger(v, to)}`);
}

/** A value used as a truth: scalar wanted. */
export function condition(cx: Context, from: Expr): Expr {
  const e = rvalue(cx, from);
  if (e.type.kind === 'error') return e;
  if (!isScalar(e.type)) return cx.error(e.at, `a scalar is wanted as condition, '${typeName(e.type)}' given`);
  checkTruth(cx, e);
  if (e.kind === 'assign' && !e.parenthesized) cx.diagnostics.warning('parentheses', e.at, "assignment used as truth value; '==' meant? (parentheses silence this)");
  return e;
}

export function defaultPromote(cx: Context, from: Expr): Expr {
  const e = rvalue(cx, from);
  if (e.type.kind === 'float' && e.type.single) return cast(e, cx.types.double);
  return promote(cx, e);
}

export function modifiable(cx: Context, e: Expr, at: Where): boolean {
  if (e.type.kind === 'error') return false;
  if (!isLvalue(e)) {
    cx.error(at, 'this is not an object that can be assigned to');
    return false;
  }
  if (e.type.kind === 'array') {
    cx.error(at, 'an array cannot be assigned to');
    return false;
  }
  const named = rootVariable(e);
  if (e.type.quals & CONST) {
    cx.error(at, named ? `'${named.name}' is const and cannot be changed` : 'const object cannot be changed');
    return false;
  }
  return true;
}
function rootVariable(e: Expr): Variable | null {
  return e.kind === 'variable' ? e.symbol : e.kind === 'member' ? rootVariable(e.object) : null;
}
