/** The __builtin_ names of gcc that drivers and their headers use. Unknown ones are reported, not guessed. */
import type { BinaryOp, Expr } from './ast';
import type { CType } from './ctype';
import { ERROR, VOID, compatible, findField, isComplete, isInteger, pointerTo, typeName, unqualified } from './ctype';
import * as build from './build';
import { assignConvert, cast, isLvalue, rvalue } from './convert';
import { foldInteger, fold } from './constant';
import { hasEffects } from './effects';
import { libraryBuiltin } from './library-builtins';
import type { Parser } from './parser';
import type { Token } from './lex';

function arg(p: Parser): Expr {
  return p.rules.assignment(p);
}
const comma = (p: Parser): Token => p.expect(',', 'between the arguments');

export function parseBuiltin(p: Parser, t: Token): Expr | null {
  if (!t.text.startsWith('__builtin_')) return t.text === '__sync_synchronize' && p.is('(') ? barrier(p, t) : null;
  const name = t.text.slice(10);
  const library = libraryBuiltin(p.cx, name, t);
  if (library) return library;
  p.expect('(', `after '${t.text}'`);
  const e = builtinCall(p, name, t);
  p.expect(')', 'after the arguments');
  return e;
}
function barrier(p: Parser, t: Token): Expr {
  p.next();
  p.expect(')', 'after the arguments');
  return nothing(p, [], t);
}
function furtherArguments(p: Parser): Expr[] {
  const further: Expr[] = [];
  while (p.accept(',')) further.push(arg(p));
  return further;
}
/** `e`, and before it whatever the other arguments do. */
function before(e: Expr, others: Expr[], at: Token): Expr {
  return others.filter(hasEffects).reduceRight<Expr>((right, left) => ({ kind: 'comma', left, right, type: right.type, at }), e);
}
/** No value: only what the arguments do. */
function nothing(p: Parser, args: Expr[], at: Token): Expr {
  return { kind: 'cast', operand: before(build.integer(0, p.cx.types.int, at), args, at), explicit: true, type: VOID, at };
}

function builtinCall(p: Parser, name: string, t: Token): Expr {
  const { cx } = p;
  const op = (type: CType, args: Expr[]): Expr => ({ kind: 'builtin', name, args, type, at: t });
  const as = (type: CType): Expr => assignConvert(cx, arg(p), type, { how: 'argument', index: 1, callee: t.text }, t);
  switch (name) {
    case 'expect': case 'expect_with_probability': return before(cast(rvalue(cx, arg(p)), cx.types.long), furtherArguments(p), t);
    case 'assume_aligned': return before(cast(rvalue(cx, arg(p)), pointerTo(VOID)), furtherArguments(p), t);
    case 'constant_p': {
      const v = fold(rvalue(cx, arg(p)));
      return build.integer(v && (v.kind !== 'address' || v.symbol.kind === 'string') ? 1 : 0, cx.types.int, t);
    }
    case 'offsetof': return offsetOf(p, t);
    case 'types_compatible_p': {
      const a = p.rules.typeName(p);
      comma(p);
      return build.integer(compatible(unqualified(a), unqualified(p.rules.typeName(p))) ? 1 : 0, cx.types.int, t);
    }
    case 'choose_expr': {
      const c = foldInteger(rvalue(cx, arg(p)));
      if (c === null) cx.error(t, "first argument of '__builtin_choose_expr' is not constant");
      comma(p);
      const a = arg(p);
      comma(p);
      const b = arg(p);
      return c !== 0n ? a : b;
    }
    case 'va_start': {
      const list = arg(p);
      while (p.accept(',')) arg(p);
      if (list.type.kind !== 'error' && !isLvalue(list)) return cx.error(t, "'va_start' wants the name of a va_list");
      if (!cx.current?.symbol.type.variadic) return cx.error(t, "'va_start' in a function without '...'");
      return { kind: 'vaStart', list, type: VOID, at: t };
    }
    case 'va_end': return nothing(p, [arg(p)], t);
    case 'va_copy': {
      const to = arg(p);
      comma(p);
      return build.assign(cx, to, arg(p), t);
    }
    case 'va_arg': {
      const list = arg(p);
      comma(p);
      const type = p.rules.typeName(p);
      if (list.type.kind !== 'error' && !isLvalue(list)) return cx.error(t, "'va_arg' wants the name of a va_list");
      if (type.kind === 'void' || type.kind === 'function' || !isComplete(type)) return cx.error(t, `'va_arg' cannot give '${typeName(type)}'`);
      if ((isInteger(type) && type.kind === 'int' && type.rank < 3) || (type.kind === 'float' && type.single)) cx.diagnostics.warning('varargs', t, `'${typeName(type)}' is promoted when passed through '...'; va_arg must name the promoted type`);
      return { kind: 'vaArg', list, type: unqualified(type), at: t };
    }
    case 'unreachable': case 'trap': return op(VOID, []);
    case 'bswap16': return op(cx.types.ushort, [as(cx.types.ushort)]);
    case 'bswap32': return op(cx.types.uint, [as(cx.types.uint)]);
    case 'bswap64': return op(cx.types.ullong, [as(cx.types.ullong)]);
    case 'clz': case 'ctz': case 'popcount': case 'ffs': case 'parity': case 'clzl': case 'ctzl': case 'popcountl': case 'ffsl': case 'parityl':
      return { kind: 'builtin', name: name.replace(/l$/, ''), args: [as(cx.types.uint)], type: cx.types.int, at: t };
    case 'clzll': case 'ctzll': case 'popcountll': case 'ffsll': return op(cx.types.int, [as(cx.types.ullong)]);
    case 'alloca': return op(pointerTo(VOID), [as(cx.types.uint)]);
    case 'return_address': case 'frame_address': {
      arg(p);
      return op(pointerTo(VOID), []);
    }
    case 'object_size': arg(p); comma(p); arg(p); return build.integer(0xffffffffn, cx.types.uint, t);
    case 'inf': case 'huge_val': return { kind: 'floating', value: Infinity, type: cx.types.double, at: t };
    case 'inff': return { kind: 'floating', value: Infinity, type: cx.types.float, at: t };
    case 'nan': case 'nanf': arg(p); return { kind: 'floating', value: NaN, type: name === 'nanf' ? cx.types.float : cx.types.double, at: t };
    case 'add_overflow': case 'sub_overflow': case 'mul_overflow': return overflow(p, name, t);
    case 'prefetch': return nothing(p, [arg(p), ...furtherArguments(p)], t);
  }
  while (!p.is(')')) {
    arg(p);
    if (!p.accept(',')) break;
  }
  return cx.error(t, `'${t.text}' is not modelled`);
}

/** `__builtin_add_overflow(a, b, &r)`: exact result against r's type; operands go as 64-bit values with their signs. */
function overflow(p: Parser, name: string, t: Token): Expr {
  const { cx } = p;
  const operands: Expr[] = [];
  for (let i = 0; i < 2; i++) {
    operands.push(rvalue(cx, arg(p)));
    comma(p);
  }
  const to = rvalue(cx, arg(p));
  if ([...operands, to].some((e) => e.type.kind === 'error')) return { kind: 'error', type: ERROR, at: t };
  if (to.type.kind !== 'pointer' || !isInteger(to.type.to) || !operands.every((e) => isInteger(e.type))) return cx.error(t, `'${t.text}' wants two integers and a pointer to an integer`);
  const op: BinaryOp = name.startsWith('add') ? '+' : name.startsWith('sub') ? '-' : '*';
  return { kind: 'builtin', name: `overflow${op}`, args: [...operands, to], type: cx.types.bool, at: t };
}

function offsetOf(p: Parser, t: Token): Expr {
  const { cx } = p;
  let type = p.rules.typeName(p);
  comma(p);
  let total: Expr = build.integer(0, cx.types.uint, t);
  const add = (e: Expr): void => {
    total = build.binary(cx, '+', total, e, t);
  };
  for (let first = true; first || p.is('.') || p.is('['); first = false) {
    if (!first && p.accept('[')) {
      const i = p.rules.expression(p);
      p.expect(']', 'after the subscript');
      if (type.kind !== 'array') return cx.error(t, "'[]' in offsetof on something that is no array");
      type = type.of;
      add(build.binary(cx, '*', cast(rvalue(cx, i), cx.types.uint), cx.sizeExpr(type, t), t));
      continue;
    }
    if (!first) p.next();
    const name = p.next();
    if (type.kind === 'error') continue;
    const found = type.kind === 'record' ? findField(type.record, name.text) : null;
    if (!found) return cx.error(name, `'${typeName(type)}' has no member '${name.text}'`);
    add(build.integer(found.offset, cx.types.uint, t));
    type = found.field.type;
  }
  const v = foldInteger(total);
  return v === null ? total : build.integer(v, cx.types.uint, t);
}
