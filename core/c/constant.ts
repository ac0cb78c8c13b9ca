/** Constant folding (C11 6.6). Integers fold exactly in their type; addresses fold to symbol + offset. */
import type { Expr, FunctionSymbol, Variable } from './ast';
import type { CType } from './ctype';
import { integerOf, isInteger } from './ctype';
import { integerToFloating } from './floating';

export function wrapInteger(value: bigint, type: CType): bigint {
  const t = integerOf(type);
  if (!t) return type.kind === 'pointer' ? BigInt.asUintN(32, value) : value;
  if (t.isBool) return value === 0n ? 0n : 1n;
  return t.signed ? BigInt.asIntN(t.size * 8, value) : BigInt.asUintN(t.size * 8, value);
}

export function foldInteger(e: Expr): bigint | null {
  const v = fold(e);
  return v && v.kind === 'integer' ? v.value : null;
}

export type Folded =
  | { kind: 'integer'; value: bigint }
  /** `negative`: the sign of a NaN. */
  | { kind: 'floating'; value: number; negative?: boolean }
  | { kind: 'address'; symbol: Variable | FunctionSymbol | { readonly kind: 'string' | 'label'; readonly id: number }; offset: number };

const integer = (value: bigint): Folded => ({ kind: 'integer', value });
const truth = (b: boolean): Folded => integer(b ? 1n : 0n);

export function fold(e: Expr): Folded | null {
  switch (e.kind) {
    case 'integer': return integer(e.value);
    case 'floating': return { kind: 'floating', value: e.value };
    case 'unary': return foldUnary(e);
    case 'binary': return foldedBinary(e);
    case 'compare': return foldCompare(e);
    case 'logical': {
      const l = fold(e.left);
      if (!l) return null;
      if (isTrue(l) !== (e.op === '&&')) return truth(e.op === '||');
      const r = fold(e.right);
      return r && truth(isTrue(r));
    }
    case 'conditional': {
      const t = fold(e.test);
      if (!t) return null;
      return isTrue(t) ? (e.then ? fold(e.then) : t) : fold(e.other);
    }
    case 'cast': return foldCast(e);
    case 'decay': return foldAddress(e.operand);
    case 'address': return foldAddress(e.operand);
    case 'labelAddress': return e.label.symbol && { kind: 'address', symbol: e.label.symbol, offset: 0 };
    case 'offset': {
      const p = fold(e.pointer);
      const i = foldInteger(e.index);
      if (!p || i === null || typeof e.scale !== 'number') return null;
      const delta = (e.negative ? -1 : 1) * Number(i) * e.scale;
      if (p.kind === 'address') return { ...p, offset: p.offset + delta };
      return p.kind === 'integer' ? integer(BigInt.asUintN(32, p.value + BigInt(delta))) : null;
    }
    case 'difference': {
      const l = fold(e.left);
      const r = fold(e.right);
      if (l?.kind === 'address' && r?.kind === 'address' && l.symbol === r.symbol && typeof e.scale === 'number') return integer(BigInt(Math.trunc((l.offset - r.offset) / e.scale)));
      if (l?.kind === 'integer' && r?.kind === 'integer' && typeof e.scale === 'number') return integer(BigInt.asIntN(32, l.value - r.value) / BigInt(e.scale));
      return null;
    }
    case 'builtin': return foldBuiltin(e);
    default: return null;
  }
}

/** gcc folds these wherever their argument is constant: byte orders in initialisers and cases depend on it. */
function foldBuiltin(e: Expr & { kind: 'builtin' }): Folded | null {
  const bits = /^bswap(16|32|64)$/.exec(e.name)?.[1];
  const count = /^(clz|ctz|popcount|ffs|parity)(ll)?$/.exec(e.name);
  const given = bits || count ? foldInteger(e.args[0]) : null;
  if (given === null) return null;
  const width = bits ? Number(bits) : count?.[2] ? 64 : 32;
  const digits = BigInt.asUintN(width, given).toString(2).padStart(width, '0');
  if (bits) return integer(BigInt(`0b${(digits.match(/.{8}/g) ?? []).reverse().join('')}`));
  const ones = digits.replaceAll('0', '').length;
  const lowest = width - 1 - digits.lastIndexOf('1');
  switch (count?.[1]) {
    case 'popcount': return integer(BigInt(ones));
    case 'parity': return integer(BigInt(ones & 1));
    case 'ffs': return integer(ones === 0 ? 0n : BigInt(lowest + 1));
    case 'clz': return ones === 0 ? null : integer(BigInt(digits.indexOf('1')));
    default: return ones === 0 ? null : integer(BigInt(lowest));
  }
}

/** What is left to the machine, which may have its own idea of it, although it has a value as an initialiser. */
export const isNaNOfOperation = (v: Folded, e: Expr): boolean => e.kind !== 'floating' && isNaNValue(v);
const isNaNValue = (v: Folded): v is Folded & { kind: 'floating' } => v.kind === 'floating' && Number.isNaN(v.value);

export function isTrue(v: Folded): boolean {
  return v.kind === 'address' || (v.kind === 'integer' ? v.value !== 0n : v.value !== 0);
}

/** Address of an lvalue with static storage. */
export function foldAddress(e: Expr): Folded | null {
  switch (e.kind) {
    case 'variable': return e.symbol.isGlobal ? { kind: 'address', symbol: e.symbol, offset: 0 } : null;
    case 'literal': return e.symbol.isGlobal ? { kind: 'address', symbol: e.symbol, offset: 0 } : null;
    case 'function': return { kind: 'address', symbol: e.symbol, offset: 0 };
    case 'string': return { kind: 'address', symbol: { kind: 'string', id: e.id }, offset: 0 };
    case 'deref': return fold(e.pointer);
    case 'member': {
      const base = foldAddress(e.object);
      if (base?.kind === 'address') return { ...base, offset: base.offset + e.offset };
      return base?.kind === 'integer' ? integer(base.value + BigInt(e.offset)) : null;
    }
    default: return null;
  }
}

function foldUnary(e: Expr & { kind: 'unary' }): Folded | null {
  const v = fold(e.operand);
  if (!v) return null;
  if (e.op === '!') return truth(!isTrue(v));
  if (v.kind === 'floating') return e.op === '-' ? { kind: 'floating', value: -v.value, negative: v.negative !== true } : null;
  if (v.kind !== 'integer') return null;
  return integer(wrapInteger(e.op === '-' ? -v.value : ~v.value, e.type));
}

/** Values of expressions that were folded: each operator of a long chain asks for that of its left side. They do not change. */
const known = new WeakMap<Expr, Folded>();

function foldedBinary(e: Expr & { kind: 'binary' }): Folded | null {
  const found = known.get(e) ?? foldBinary(e);
  if (found !== null) known.set(e, found);
  return found;
}

function foldBinary(e: Expr & { kind: 'binary' }): Folded | null {
  /** The short side of a chain first. */
  const r = fold(e.right);
  const l = r && fold(e.left);
  if (!l) return null;
  if (l.kind === 'floating' && r.kind === 'floating') {
    const x = e.op === '+' ? l.value + r.value : e.op === '-' ? l.value - r.value : e.op === '*' ? l.value * r.value : l.value / r.value;
    return { kind: 'floating', value: e.type.kind === 'float' && e.type.single ? Math.fround(x) : x, negative: [l, r].find(isNaNValue)?.negative };
  }
  if (l.kind !== 'integer' || r.kind !== 'integer') return null;
  const bits = BigInt((integerOf(e.type)?.size ?? 4) * 8);
  switch (e.op) {
    case '+': return integer(wrapInteger(l.value + r.value, e.type));
    case '-': return integer(wrapInteger(l.value - r.value, e.type));
    case '*': return integer(wrapInteger(l.value * r.value, e.type));
    case '&': return integer(wrapInteger(l.value & r.value, e.type));
    case '|': return integer(wrapInteger(l.value | r.value, e.type));
    case '^': return integer(wrapInteger(l.value ^ r.value, e.type));
    case '<<': case '>>':
      if (r.value < 0n || r.value >= bits) return null;
      return integer(wrapInteger(e.op === '<<' ? l.value << r.value : l.value >> r.value, e.type));
    case '/': return r.value === 0n ? null : integer(wrapInteger(l.value / r.value, e.type));
    case '%': return r.value === 0n ? null : integer(wrapInteger(l.value % r.value, e.type));
  }
}

function foldCompare(e: Expr & { kind: 'compare' }): Folded | null {
  const l = fold(e.left);
  const r = fold(e.right);
  if (!l || !r) return null;
  if (l.kind === 'address' || r.kind === 'address') {
    if (e.op === '==' || e.op === '!=') {
      if (l.kind !== r.kind) return truth(e.op === '!=');
    }
    return null;
  }
  const a = l.value;
  const b = r.value;
  switch (e.op) {
    case '==': return truth(a === b);
    case '!=': return truth(a !== b);
    case '<': return truth(a < b);
    case '>': return truth(a > b);
    case '<=': return truth(a <= b);
    case '>=': return truth(a >= b);
  }
}

function foldCast(e: Expr & { kind: 'cast' }): Folded | null {
  const v = fold(e.operand);
  if (!v) return null;
  const to = e.type;
  if (v.kind === 'address') {
    if (to.kind === 'int' && to.isBool) return integer(1n);
    return to.kind === 'pointer' || (isInteger(to) && integerOf(to)?.size === 4) ? v : null;
  }
  if (to.kind === 'float') {
    if (v.kind === 'integer') return { kind: 'floating', value: integerToFloating(v.value, to.single) };
    return { ...v, value: to.single ? Math.fround(v.value) : v.value };
  }
  if (to.kind === 'pointer') return v.kind === 'integer' ? integer(BigInt.asUintN(32, v.value)) : null;
  if (!isInteger(to)) return null;
  if (v.kind === 'floating') {
    if (to.kind === 'int' && to.isBool) return integer(v.value !== 0 ? 1n : 0n);
    return integer(saturated(v.value, to));
  }
  return integer(wrapInteger(v.value, to));
}

/** A floating constant as an integer: as near as the type has one, as gcc folds it. */
function saturated(x: number, to: CType): bigint {
  const t = integerOf(to);
  if (!t || Number.isNaN(x)) return 0n;
  const bits = BigInt(t.size * 8);
  const [least, most] = t.signed ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n] : [0n, (1n << bits) - 1n];
  if (x <= Number(least)) return least;
  return x >= Number(most) ? most : BigInt(Math.trunc(x));
}
