/** Expressions that are C and seldom meant: precedence, comparisons whose outcome is known, sizes of pointers. As gcc -Wall. */
import type { Expr } from './ast';
import { foldInteger } from './constant';
import type { Context } from './context';
import { integerOf } from './ctype';
import type { Where } from './source';

const COMPARISONS = new Set(['==', '!=', '<', '>', '<=', '>=']);

/** Operands in parentheses are as they are wanted. */
const bare = (cx: Context, e: Expr, kind: Expr['kind']): boolean => e.kind === kind && !cx.parenthesized.has(e);
const operatorOf = (e: Expr): string => (e.kind === 'binary' || e.kind === 'compare' || e.kind === 'logical' ? e.op : e.kind === 'offset' ? (e.negative ? '-' : '+') : '');

/** What the reader of `op` may take for its operand, and is not. */
function mixed(op: string, inner: string): boolean {
  const sum = inner === '+' || inner === '-';
  const comparison = COMPARISONS.has(inner);
  switch (op) {
    case '<<': case '>>': return sum;
    case '||': return inner === '&&';
    case '|': return sum || comparison || inner === '&' || inner === '^';
    case '^': return sum || comparison || inner === '&';
    case '&': return sum || comparison;
    default: return COMPARISONS.has(op) && comparison;
  }
}

/** Called with the operands as they were read. */
export function checkOperands(cx: Context, op: string, left: Expr, right: Expr, at: Where): void {
  if (cx.unevaluated > 0) return;
  for (const e of [left, right]) {
    const inner = operatorOf(e);
    if (inner === '' || cx.parenthesized.has(e) || !mixed(op, inner)) continue;
    const chain = COMPARISONS.has(op) && op !== '==' && op !== '!=';
    cx.diagnostics.warning('parentheses', e.at, chain ? `'a ${inner} b ${op} c' compares the outcome of 'a ${inner} b', 0 or 1, with c` : `'${inner}' binds tighter than '${op}' here, or comes before it: parentheses would show what is meant`);
  }
  const negated = left.kind === 'unary' && left.op === '!' && !cx.parenthesized.has(left);
  if ((op === '&' || op === '|') && negated && !isTruth(right)) cx.diagnostics.warning('parentheses', at, `'!' belongs to the left side alone: '!(a ${op} b)' or '!a ${op}${op} b' meant?`);
  if (COMPARISONS.has(op)) checkComparison(cx, op, left, right, at);
}

function isTruth(e: Expr): boolean {
  const x = e.kind === 'cast' && !e.explicit ? e.operand : e;
  return x.kind === 'compare' || x.kind === 'logical' || (x.kind === 'unary' && x.op === '!') || integerOf(x.type)?.isBool === true || (x.kind === 'binary' && '&|^'.includes(x.op) && isTruth(x.left) && isTruth(x.right));
}
function checkComparison(cx: Context, op: string, left: Expr, right: Expr, at: Where): void {
  const { diagnostics } = cx;
  const equality = op === '==' || op === '!=';
  const twofold = left.kind === 'unary' && isTruth(left.operand);
  if (bare(cx, left, 'unary') && left.kind === 'unary' && left.op === '!' && !twofold && !isTruth(right) && !(equality && foldInteger(right) === 0n)) diagnostics.warning('logical-not-parentheses', at, `'!' belongs to the left side alone: '!(a ${op} b)' or '(!a) ${op} b' meant?`);
  const [truth, other] = isTruth(left) ? [left, right] : [right, left];
  const constant = foldInteger(other);
  if (isTruth(truth) && !isTruth(other) && constant !== null && constant !== 0n && constant !== 1n) diagnostics.warning('bool-compare', at, `a truth value, 0 or 1, is compared with ${constant}: the outcome is always the same`);
  if (left.kind === 'variable' && right.kind === 'variable' && left.symbol === right.symbol && left.type.kind !== 'float' && !at.expansion) diagnostics.warning('tautological-compare', at, `'${left.symbol.name}' is compared with itself`);
  if (equality) checkEquality(cx, op, left, right, at);
  if (left.kind === 'string' || right.kind === 'string') diagnostics.warning('address', at, 'the address of a string is compared, not its characters: strcmp meant?');
}

/** Equality whose outcome is known: with the address of something that is there, or with bits that a mask leaves out. */
function checkEquality(cx: Context, op: string, left: Expr, right: Expr, at: Where): void {
  const known = foldInteger(right);
  const [of, constant] = known === null ? [right, foldInteger(left)] : [left, known];
  if (constant === null || at.expansion) return;
  const outcome = `this is always ${op === '==' ? 'false' : 'true'}`;
  if (constant === 0n) {
    const named = thereAlways(of);
    if (named !== '') cx.diagnostics.warning('address', at, `the address of '${named}' is never NULL: ${outcome}`);
  }
  const mask = of.kind === 'binary' && (of.op === '&' || of.op === '|') ? (foldInteger(of.right) ?? foldInteger(of.left)) : null;
  if (mask === null || of.kind !== 'binary') return;
  const bits = (integerOf(of.type)?.size ?? 4) * 8;
  const outside = of.op === '&' ? constant & ~mask : mask & ~constant;
  if (BigInt.asUintN(bits, outside) !== 0n) cx.diagnostics.warning('tautological-compare', at, `${outcome}: the bits of ${mask} and of ${constant} do not fit`);
}
/** Name of the object or function whose address `e` is. */
function thereAlways(e: Expr): string {
  const of = e.kind === 'address' ? e.operand : e;
  if (of.kind === 'function') return of.symbol.attributes.includes('weak') ? '' : of.symbol.name;
  if (e.kind !== 'address' && of.type.kind !== 'array') return '';
  return of.kind === 'variable' ? of.symbol.name : of.kind === 'member' && of.type.kind === 'array' ? of.field.name : '';
}

/** A condition that holds an address: of what there is, and so never NULL. */
export function checkTruth(cx: Context, e: Expr): void {
  const of = e.kind === 'decay' || e.kind === 'address' ? e.operand : null;
  if (of === null || cx.unevaluated > 0 || e.at.expansion) return;
  const named = of.kind === 'variable' || (of.kind === 'function' && !of.symbol.attributes.includes('weak')) ? of.symbol.name : '';
  if (named !== '') cx.diagnostics.warning('address', e.at, `the address of '${named}' is never NULL: this is always true`);
}

/** The same object, read without side effects. */
function same(a: Expr, b: Expr): boolean {
  if (a.kind === 'variable' && b.kind === 'variable') return a.symbol === b.symbol;
  if (a.kind === 'member' && b.kind === 'member') return a.field === b.field && same(a.object, b.object);
  return a.kind === 'deref' && b.kind === 'deref' && same(a.pointer, b.pointer);
}

/** Functions with the number of their size argument, from 0; those before it are pointers. */
const SIZED: Readonly<Record<string, number>> = { memset: 2, memcpy: 2, memmove: 2, memcmp: 2, strncpy: 2, strncmp: 2, strncat: 2, strscpy: 2, strlcpy: 2, snprintf: 1, scnprintf: 1, copy_from_user: 2, copy_to_user: 2 };

/** `args` as they were read. */
export function checkSizes(cx: Context, name: string, args: readonly Expr[], at: Where): void {
  const place = Object.hasOwn(SIZED, name) ? SIZED[name] : -1;
  const size = args[place] as Expr | undefined;
  if (size === undefined) return;
  const of = cx.sizes.get(size);
  if (of) {
    const pointer = args.slice(0, place).find((one) => one.type.kind === 'pointer' && same(one, of.operand));
    if (pointer) cx.diagnostics.warning('sizeof-pointer-memaccess', of.at, `the size of a pointer, not of what it points to, is passed to '${name}'`);
  }
  if (name === 'memset' && size.kind === 'integer' && !of && size.value === 0n && foldInteger(args[1]) !== 0n) cx.diagnostics.warning('memset-transposed-args', at, "'memset' of 0 bytes: are value and size the wrong way round?");
}

/** The address of a variable that is gone when it arrives. */
export function checkReturned(cx: Context, e: Expr): void {
  let x = e;
  while (x.kind === 'cast') x = x.operand;
  if (x.kind !== 'address' && x.kind !== 'decay') return;
  let of = x.operand;
  while (of.kind === 'member') of = of.object;
  const symbol = of.kind === 'variable' || of.kind === 'literal' ? of.symbol : null;
  if (symbol !== null && !symbol.isGlobal) cx.diagnostics.warning('return-local-addr', x.at, `the address of ${symbol.hidden ? 'a local object' : `'${symbol.name}', a local variable,`} is returned: its memory belongs to others then`);
}
