/** Builders of typed expressions: each checks its operands (C11 6.5) and yields a typed node or an error node. */
import type { BinaryOp, CompareOp, Expr, FunctionSymbol } from './ast';
import type { CType } from './ctype';
import { ERROR, VOID, compatible, fieldNames, findField, integerOf, isArithmetic, isComplete, isInteger, isScalar, isVla, pointerTo, qualify, sizeOf, typeName, unqualified } from './ctype';
import type { Context } from './context';
import { arithmeticType, assignConvert, bitFieldOf, cast, condition, defaultPromote, isLvalue, isNullConstant, markAddressed, modifiable, promote, rvalue, usual } from './convert';
import { foldInteger } from './constant';
import type { Where } from './source';
import { nearest } from './source';
import { checkFormat } from './format';
import { checkSizes } from './suspicious';

const isError = (...es: Expr[]): boolean => es.some((e) => e.type.kind === 'error');
const poison = (at: Where): Expr => ({ kind: 'error', type: ERROR, at });
export const integer = (value: bigint | number, type: CType, at: Where): Expr => ({ kind: 'integer', value: BigInt(value), type, at });

function scaleOf(cx: Context, pointee: CType, at: Where): number | Expr | null {
  if (pointee.kind === 'void' || pointee.kind === 'function') return 1;
  if (isVla(pointee)) return cx.sizeExpr(pointee, at);
  if (!isComplete(pointee)) {
    cx.error(at, `arithmetic on a pointer to incomplete type '${typeName(pointee)}'`);
    return null;
  }
  return sizeOf(pointee);
}

export function offsetPointer(cx: Context, pointer: Expr, index: Expr, negative: boolean, at: Where): Expr {
  if (pointer.type.kind !== 'pointer') return poison(at);
  const scale = scaleOf(cx, pointer.type.to, at);
  if (scale === null) return poison(at);
  const promoted = promote(cx, index);
  const wide = cast(promoted, integerOf(promoted.type)?.signed ? cx.types.int : cx.types.uint);
  // A member array at the end of a struct may be a flexible array in disguise: its bound is not checked.
  const array = pointer.kind === 'decay' && !negative ? pointer.operand : null;
  const bound = array?.type.kind === 'array' && array.type.length && array.kind !== 'deref' && !endsRecord(array) ? array.type.length : null;
  return { kind: 'offset', pointer, index: wide, scale, negative, bound, type: unqualified(pointer.type), at };
}
function endsRecord(array: Expr): boolean {
  if (array.kind !== 'member' || array.object.type.kind !== 'record') return false;
  if (array.object.type.record.union && array.type.kind === 'array' && (array.type.length ?? 0) <= 1) return true;
  return array.offset + sizeOf(array.type) >= array.object.type.record.size - 3;
}

export function binary(cx: Context, op: BinaryOp, left: Expr, right: Expr, at: Where): Expr {
  const l = rvalue(cx, left);
  const r = rvalue(cx, right);
  if (isError(l, r)) return poison(at);
  if (op === '+' || op === '-') {
    if (l.type.kind === 'pointer' && isInteger(r.type)) return offsetPointer(cx, l, r, op === '-', at);
    if (op === '+' && isInteger(l.type) && r.type.kind === 'pointer') return offsetPointer(cx, r, l, false, at);
    if (op === '-' && l.type.kind === 'pointer' && r.type.kind === 'pointer') return difference(cx, l, r, at);
  }
  const integers = op !== '+' && op !== '-' && op !== '*' && op !== '/';
  const good = integers ? isInteger(l.type) && isInteger(r.type) : isArithmetic(l.type) && isArithmetic(r.type);
  if (!good) return cx.error(at, `operator '${op}' does not take '${typeName(l.type)}' and '${typeName(r.type)}'`);
  if (op === '<<' || op === '>>') return shift(cx, op, l, r, at);
  const [a, b, type] = usual(cx, l, r);
  if ((op === '/' || op === '%') && isInteger(type) && foldInteger(b) === 0n) cx.diagnostics.warning('div-by-zero', at, 'division by zero');
  const made: Expr = { kind: 'binary', op, left: a, right: b, type, at };
  if (cx.unevaluated === 0) checkOverflow(cx, made);
  return made;
}
/** Sums and products of constants that their signed type does not hold. */
function checkOverflow(cx: Context, e: Expr & { kind: 'binary' }): void {
  const type = integerOf(e.type);
  if (!type?.signed || !'+-*'.includes(e.op)) return;
  const r = foldInteger(e.right);
  const l = r === null ? null : foldInteger(e.left);
  if (l === null || r === null) return;
  const exact = e.op === '+' ? l + r : e.op === '-' ? l - r : l * r;
  if (BigInt.asIntN(type.size * 8, exact) !== exact) cx.diagnostics.warning('overflow', e.at, `${exact} does not fit in '${typeName(e.type)}': it overflows here`);
}
function shift(cx: Context, op: BinaryOp, l: Expr, r: Expr, at: Where): Expr {
  const a = promote(cx, l);
  const b = cast(promote(cx, r), cx.types.int);
  const count = foldInteger(r);
  const bits = sizeOf(a.type) * 8;
  if (count !== null && count < 0n) cx.diagnostics.warning('shift-count-negative', at, 'shift count is negative');
  if (count !== null && count >= BigInt(bits)) cx.diagnostics.warning('shift-count-overflow', at, `shift count ${count} >= width of '${typeName(a.type)}' (${bits} bits)`);
  return { kind: 'binary', op, left: a, right: b, type: a.type, at };
}
function difference(cx: Context, l: Expr, r: Expr, at: Where): Expr {
  if (l.type.kind !== 'pointer' || r.type.kind !== 'pointer') return poison(at);
  if (!compatible(unqualified(l.type.to), unqualified(r.type.to))) cx.error(at, `subtraction of '${typeName(r.type)}' from '${typeName(l.type)}': different types`);
  const scale = scaleOf(cx, l.type.to, at);
  return scale === null ? poison(at) : { kind: 'difference', left: l, right: r, scale, type: cx.types.int, at };
}

export function compare(cx: Context, op: CompareOp, left: Expr, right: Expr, at: Where): Expr {
  const l = rvalue(cx, left);
  const r = rvalue(cx, right);
  if (isError(l, r)) return poison(at);
  const done = (a: Expr, b: Expr): Expr => ({ kind: 'compare', op, left: a, right: b, type: cx.types.int, at });
  if (isArithmetic(l.type) && isArithmetic(r.type)) {
    const [a, b] = usual(cx, l, r);
    return done(a, b);
  }
  if (l.type.kind === 'pointer' && r.type.kind === 'pointer') {
    const other = !compatible(unqualified(l.type.to), unqualified(r.type.to));
    if (other && l.type.to.kind !== 'void' && r.type.to.kind !== 'void') {
      cx.diagnostics.warning('compare-distinct-pointer-types', at, `comparison of distinct pointer types '${typeName(l.type)}' and '${typeName(r.type)}'`);
    }
    return done(l, r);
  }
  const pointer = l.type.kind === 'pointer' ? l : r;
  const number = pointer === l ? r : l;
  if (pointer.type.kind === 'pointer' && isInteger(number.type)) {
    if (!isNullConstant(number)) cx.diagnostics.warning('int-conversion', at, 'comparison between pointer and integer');
    return done(cast(l, pointer.type), cast(r, pointer.type));
  }
  return cx.error(at, `operator '${op}' does not take '${typeName(l.type)}' and '${typeName(r.type)}'`);
}

export function logical(cx: Context, op: '&&' | '||', left: Expr, right: Expr, at: Where): Expr {
  const l = condition(cx, left);
  const r = condition(cx, right);
  return isError(l, r) ? poison(at) : { kind: 'logical', op, left: l, right: r, type: cx.types.int, at };
}

export function unary(cx: Context, op: string, operand: Expr, at: Where): Expr {
  if (op === '&') return addressOf(cx, operand, at);
  if (op === '*') return deref(cx, operand, at);
  const e = rvalue(cx, operand);
  if (isError(e)) return poison(at);
  if (op === '!') {
    const c = condition(cx, e);
    return isError(c) ? c : { kind: 'unary', op, operand: c, type: cx.types.int, at };
  }
  if (op === '~' ? !isInteger(e.type) : !isArithmetic(e.type)) return cx.error(at, `operator '${op}' does not take '${typeName(e.type)}'`);
  const p = promote(cx, e);
  if (op === '+') return p.kind === 'variable' || p.kind === 'member' ? { kind: 'cast', operand: p, explicit: true, type: p.type, at } : p;
  return { kind: 'unary', op: op === '~' ? '~' : '-', operand: p, type: unqualified(p.type), at };
}
function addressOf(cx: Context, e: Expr, at: Where): Expr {
  if (isError(e)) return poison(at);
  if (e.kind === 'deref') {
    cx.pastEnd = cx.pastEnd.filter((one) => one.element !== e);
    return e.pointer;
  }
  if (e.type.kind !== 'function' && !isLvalue(e)) return cx.error(at, "'&' wants an object, not a value");
  if (bitFieldOf(e)) return cx.error(at, 'a bit-field has no address');
  if (cx.unevaluated === 0) markAddressed(e);
  return { kind: 'address', operand: e, type: pointerTo(e.type), at };
}
export function deref(cx: Context, operand: Expr, at: Where): Expr {
  const e = rvalue(cx, operand);
  if (isError(e)) return poison(at);
  if (e.type.kind !== 'pointer') return cx.error(at, `'*' wants a pointer, '${typeName(e.type)}' given`);
  if (e.type.to.kind === 'function' && e.kind === 'address') return e.operand;
  const element: Expr = { kind: 'deref', pointer: e, type: e.type.to, at };
  if (e.kind === 'offset' && cx.unevaluated === 0) checkBounds(cx, e, element, at);
  return element;
}
/** A constant index outside of an array whose length is known. An array at the end of a struct behind a pointer may be longer. */
function checkBounds(cx: Context, e: Expr & { kind: 'offset' }, element: Expr, at: Where): void {
  const array = e.pointer.kind === 'decay' ? e.pointer.operand : null;
  if (array?.type.kind !== 'array' || !array.type.length) return;
  const { length } = array.type;
  const given = foldInteger(e.index);
  if (given === null) return;
  const signed = BigInt.asIntN(32, given);
  const v = e.negative ? -signed : signed;
  if (v >= 0n && v < BigInt(length)) return;
  if (array.kind === 'member' && (length <= 1 || (endsRecord(array) && throughPointer(array)))) return;
  const message = `index ${v} is outside the array of ${length} element${length === 1 ? '' : 's'}`;
  if (v !== BigInt(length)) cx.diagnostics.warning('array-bounds', at, message);
  else if (element.type.kind !== 'array') cx.pastEnd.push({ element, at, message });
}
function throughPointer(e: Expr): boolean {
  return e.kind === 'member' ? throughPointer(e.object) : e.kind === 'deref';
}

export function index(cx: Context, left: Expr, right: Expr, at: Where): Expr {
  const l = rvalue(cx, left);
  const r = rvalue(cx, right);
  if (isError(l, r)) return poison(at);
  const [p, i] = l.type.kind === 'pointer' ? [l, r] : [r, l];
  if (p.type.kind !== 'pointer') return cx.error(at, `'[]' wants an array or pointer, '${typeName(l.type)}' given`);
  if (!isInteger(i.type)) return cx.error(at, `array subscript is '${typeName(i.type)}', not an integer`);
  return deref(cx, offsetPointer(cx, p, i, false, at), at);
}

export function member(cx: Context, object: Expr, arrow: boolean, name: string, at: Where): Expr {
  const e = arrow ? rvalue(cx, object) : object;
  if (isError(e)) return poison(at);
  let base = e;
  if (arrow) {
    if (e.type.kind !== 'pointer') return cx.error(at, e.type.kind === 'record' ? `'->' on a struct; did you mean '.'?` : `'->' wants a pointer to a struct, '${typeName(e.type)}' given`);
    base = deref(cx, e, at);
  }
  if (base.type.kind === 'pointer' && base.type.to.kind === 'record') return cx.error(at, `'.' on a pointer to a struct; did you mean '->'?`);
  if (base.type.kind !== 'record') return cx.error(at, `'${name}' asked of '${typeName(base.type)}', which is not a struct or union`);
  const { record } = base.type;
  if (!record.complete) return cx.error(at, `'${typeName(base.type)}' is an incomplete type: its members are not known here`);
  const found = findField(record, name);
  if (!found) {
    const guess = nearest(name, fieldNames(record));
    return cx.error(at, `'${typeName(unqualified(base.type))}' has no member '${name}'${guess ? `; did you mean '${guess}'?` : ''}`);
  }
  return { kind: 'member', object: base, field: found.field, offset: found.offset, type: qualify(found.field.type, base.type.quals), at };
}

export function assign(cx: Context, target: Expr, value: Expr, at: Where): Expr {
  cx.changes++;
  if (isError(target, value) || !modifiable(cx, target, at)) return poison(at);
  const converted = assignConvert(cx, value, target.type, { how: 'assign' }, at);
  if (isError(converted)) return poison(at);
  return { kind: 'assign', target, value: converted, type: unqualified(target.type), at };
}

export function update(cx: Context, op: BinaryOp, target: Expr, value: Expr, at: Where): Expr {
  cx.changes++;
  const v = rvalue(cx, value);
  if (isError(target, v) || !modifiable(cx, target, at)) return poison(at);
  const type = unqualified(target.type);
  if (type.kind === 'pointer' && (op === '+' || op === '-')) {
    if (!isInteger(v.type)) return cx.error(at, `operator '${op}=' does not take '${typeName(type)}' and '${typeName(v.type)}'`);
    const step = scaleOf(cx, type.to, at);
    if (step === null) return poison(at);
    const scale = typeof step === 'number' ? integer(step, cx.types.int, at) : step;
    return { kind: 'update', op, target, value: cast(promote(cx, v), cx.types.int), compute: type, step: scale, type, at };
  }
  const checked = binary(cx, op, { ...target, type }, v, at);
  if (isError(checked)) return poison(at);
  if (checked.kind !== 'binary') return cx.error(at, `operator '${op}=' does not take '${typeName(type)}' and '${typeName(v.type)}'`);
  return { kind: 'update', op, target, value: checked.right, compute: checked.left.type, step: null, type, at };
}

export function increment(cx: Context, target: Expr, by: 1 | -1, prefix: boolean, at: Where): Expr {
  cx.changes++;
  if (isError(target) || !modifiable(cx, target, at)) return poison(at);
  const type = unqualified(target.type);
  if (!isScalar(type)) return cx.error(at, `'${by > 0 ? '++' : '--'}' does not take '${typeName(type)}'`);
  let step: Expr | null = null;
  if (type.kind === 'pointer') {
    const scale = scaleOf(cx, type.to, at);
    if (scale === null) return poison(at);
    step = typeof scale === 'number' ? integer(scale, cx.types.int, at) : scale;
  }
  return { kind: 'increment', target, by, prefix, step, type, at };
}

export function conditional(cx: Context, test: Expr, then: Expr | null, other: Expr, at: Where): Expr {
  const t = condition(cx, test);
  const a = rvalue(cx, then ?? test);
  const b = rvalue(cx, other);
  if (isError(t, a, b)) return poison(at);
  const done = (type: CType): Expr => {
    const left = type.kind === 'void' || type.kind === 'record' ? a : cast(a, type);
    const right = type.kind === 'void' || type.kind === 'record' ? b : cast(b, type);
    // With an empty middle the test value itself is the result: it is converted once, and tested converted.
    if (!then) return { kind: 'conditional', test: left, then: null, other: right, type, at };
    return { kind: 'conditional', test: t, then: left, other: right, type, at };
  };
  if (isArithmetic(a.type) && isArithmetic(b.type)) return done(arithmeticType(cx, promote(cx, a).type, promote(cx, b).type));
  if (a.type.kind === 'void' || b.type.kind === 'void') return done(VOID);
  if (a.type.kind === 'record' && b.type.kind === 'record' && a.type.record === b.type.record) return done(unqualified(a.type));
  if (a.type.kind === 'pointer' && isNullConstant(b)) return done(unqualified(a.type));
  if (b.type.kind === 'pointer' && isNullConstant(a)) return done(unqualified(b.type));
  if (a.type.kind === 'pointer' && b.type.kind === 'pointer') {
    const quals = a.type.to.quals | b.type.to.quals;
    if (a.type.to.kind === 'void' || b.type.to.kind === 'void') return done(pointerTo({ kind: 'void', quals }));
    if (!compatible(unqualified(a.type.to), unqualified(b.type.to))) {
      cx.diagnostics.warning('incompatible-pointer-types', at, `branches of '?:' have types '${typeName(a.type)}' and '${typeName(b.type)}'`);
      return done(pointerTo({ kind: 'void', quals }));
    }
    return done(pointerTo(qualify(a.type.to, quals)));
  }
  if (a.type.kind === 'pointer' || b.type.kind === 'pointer') {
    cx.diagnostics.warning('int-conversion', at, "pointer and integer as branches of '?:'");
    return done(unqualified(a.type.kind === 'pointer' ? a.type : b.type));
  }
  return cx.error(at, `branches of '?:' have types '${typeName(a.type)}' and '${typeName(b.type)}'`);
}

export function explicitCast(cx: Context, type: CType, operand: Expr, at: Where): Expr {
  if (type.kind === 'void') return { kind: 'cast', operand, explicit: true, type, at };
  const e = rvalue(cx, operand);
  if (isError(e) || type.kind === 'error') return poison(at);
  if (type.kind === 'record' && e.type.kind === 'record' && type.record === e.type.record) return e;
  if (type.kind === 'record' && type.record.union) {
    const field = type.record.fields.find((f) => compatible(unqualified(f.type), unqualified(e.type)));
    if (field) return unionFrom(cx, type, field.offset, e, at);
  }
  if (!isScalar(type) || !isScalar(e.type)) return cx.error(at, `cannot cast '${typeName(e.type)}' to '${typeName(type)}'`);
  if ((type.kind === 'float') !== (e.type.kind === 'float') && (type.kind === 'pointer' || e.type.kind === 'pointer')) return cx.error(at, `cannot cast '${typeName(e.type)}' to '${typeName(type)}'`);
  const small = (t: CType): boolean => isInteger(t) && sizeOf(t) !== 4;
  const boolean = type.kind === 'int' && type.isBool;
  if (type.kind === 'pointer' && small(e.type) && foldInteger(e) === null) cx.diagnostics.warning('int-to-pointer-cast', at, `cast to pointer from integer of different size '${typeName(e.type)}'`);
  if (e.type.kind === 'pointer' && small(type) && !boolean) cx.diagnostics.warning('pointer-to-int-cast', at, `cast from pointer to integer of different size '${typeName(type)}'`);
  return cast(e, type, true);
}
function unionFrom(cx: Context, type: CType, offset: number, value: Expr, at: Where): Expr {
  const symbol = cx.temporary('(union)', type, at);
  symbol.addressed = true;
  symbol.init = { entries: [{ offset, type: value.type, bits: null, value }], whole: null };
  return { kind: 'literal', symbol, type, at };
}

export function call(cx: Context, callee: Expr, args: Expr[], at: Where): Expr {
  const f = rvalue(cx, callee);
  if (isError(f)) return poison(at);
  const type = f.type.kind === 'pointer' ? f.type.to : f.type;
  if (type.kind !== 'function') return cx.error(at, `'${typeName(f.type)}' is called but is not a function`);
  if (isError(...args)) return { kind: 'error', type: ERROR, at };
  const symbol: FunctionSymbol | null = f.kind === 'address' && f.operand.kind === 'function' ? f.operand.symbol : null;
  const name = symbol?.name ?? 'function pointer';
  if (type.prototyped && (args.length < type.params.length || (args.length > type.params.length && !type.variadic))) {
    const d = cx.diagnostics.error(at, `too ${args.length < type.params.length ? 'few' : 'many'} arguments to '${name}': ${type.params.length}${type.variadic ? ' or more' : ''} wanted, ${args.length} given`);
    if (symbol && !symbol.implicit) d.notes.push({ message: `'${name}' is declared here`, at: symbol.at });
    const known = symbol?.at.file.system === true ? cx.explain(name, true) : null;
    if (known !== null) d.notes.push({ message: known, at });
    return { kind: 'error', type: type.returns.kind === 'void' ? ERROR : ERROR, at };
  }
  const converted = args.map((a, i) =>
    type.prototyped && i < type.params.length ? assignConvert(cx, a, type.params[i].type, { how: 'argument', index: i + 1, callee: name }, a.at) : defaultPromote(cx, a),
  );
  if (!type.prototyped && symbol?.isDefined === true && type.params.length > 0 && type.params.length !== args.length) {
    cx.diagnostics.error(at, `'${name}' takes ${type.params.length} arguments, ${args.length} given`).notes.push({ message: `'${name}' is defined here`, at: symbol.at });
    return poison(at);
  }
  if (isError(...converted)) return poison(at);
  const empty = converted.find((a) => a.type.kind === 'void');
  if (empty) return cx.error(empty.at, 'void value is passed as an argument');
  if (symbol?.format) checkFormat(cx, symbol.format, converted);
  if (symbol) checkSizes(cx, symbol.name, args, at);
  if (type.returns.kind !== 'void' && !isComplete(type.returns)) return cx.error(at, `'${name}' returns incomplete type '${typeName(type.returns)}'`);
  return { kind: 'call', callee: f, args: converted, type: unqualified(type.returns), at };
}
