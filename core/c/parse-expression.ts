/** Expressions (C11 6.5) with the GNU forms drivers use: statement expressions, `?:` without middle, label addresses. */
import type { BinaryOp, CompareOp, Expr, FunctionSymbol, Stmt } from './ast';
import type { CType } from './ctype';
import { CONST, ERROR, alignOf, arrayOf, compatible, isComplete, isVla, pointerTo, qualify, sizeOf, typeName, unqualified, VOID } from './ctype';
import * as build from './build';
import { rvalue } from './convert';
import { parseBuiltin } from './builtins';
import { parseCharLiteral, parseFloatLiteral, parseIntegerLiteral, parseQuoted } from './literal';
import { checkOperands } from './suspicious';
import { checkLeft } from './unused-value';
import type { Parser } from './parser';
import { KEYWORDS, startsType } from './type-words';
import { nearest } from './source';
import type { Token } from './lex';

const LEVEL: Record<string, number> = {
  '||': 1, '&&': 2, '|': 3, '^': 4, '&': 5, '==': 6, '!=': 6, '<': 7, '>': 7, '<=': 7, '>=': 7, '<<': 8, '>>': 8, '+': 9, '-': 9, '*': 10, '/': 10, '%': 10,
};
const ASSIGN = new Set(['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>=']);

export function parseExpression(p: Parser): Expr {
  let e = parseAssignment(p);
  while (p.is(',')) {
    const at = p.next();
    const right = rvalue(p.cx, parseAssignment(p));
    noteSets(e);
    checkLeft(p.cx, e);
    e = { kind: 'comma', left: rvalue(p.cx, e), right, type: right.type, at };
  }
  return e;
}

/** Variables that a value without further use is put into. */
export function noteSets(e: Expr): void {
  if (e.kind === 'comma') noteSets(e.right);
  if (e.kind !== 'assign') return;
  const { target } = e;
  if (target.kind === 'variable') target.symbol.sets++;
  if (target.kind !== 'deref' || target.pointer.kind !== 'offset' || target.pointer.pointer.kind !== 'decay') return;
  const array = target.pointer.pointer.operand;
  if (array.kind === 'variable') array.symbol.sets++;
}

export function parseAssignment(p: Parser): Expr {
  return p.nested(() => {
    const left = parseConditional(p);
    const op = p.token;
    if (op.kind !== 'punct' || !ASSIGN.has(op.text)) return left;
    p.next();
    const right = parseAssignment(p);
    if (op.text === '=') return build.assign(p.cx, left, right, op);
    return build.update(p.cx, op.text.slice(0, -1) as BinaryOp, left, right, op);
  });
}

export function parseConditional(p: Parser): Expr {
  const test = parseBinary(p, 1);
  if (!p.is('?')) return test;
  const at = p.next();
  const then = p.is(':') ? null : parseExpression(p);
  p.expect(':', "in '?:'");
  const other = p.nested(() => parseConditional(p));
  return build.conditional(p.cx, test, then, other, at);
}

function parseBinary(p: Parser, min: number): Expr {
  let left = parseCast(p);
  for (;;) {
    const op = p.token;
    const level = op.kind === 'punct' ? LEVEL[op.text] : undefined;
    if (level === undefined || level < min) return left;
    p.next();
    const right = parseBinary(p, level + 1);
    checkOperands(p.cx, op.text, left, right, op);
    if (level <= 2) left = build.logical(p.cx, op.text as '&&' | '||', left, right, op);
    else if (level === 6 || level === 7) left = build.compare(p.cx, op.text as CompareOp, left, right, op);
    else left = build.binary(p.cx, op.text as BinaryOp, left, right, op);
  }
}

function parseCast(p: Parser): Expr {
  if (p.is('(') && startsType(p, p.peek(1))) {
    const at = p.next();
    const type = p.rules.typeName(p);
    p.expect(')', 'after the type');
    if (p.is('{')) return parsePostfix(p, compoundLiteral(p, type, at));
    const operand = p.nested(() => parseCast(p));
    return build.explicitCast(p.cx, type, operand, at);
  }
  return parseUnary(p);
}

function compoundLiteral(p: Parser, type: CType, at: Token): Expr {
  const inFunction = p.cx.current !== null;
  const symbol = inFunction ? p.cx.temporary('(literal)', type, at) : p.cx.variable(`(literal)`, type, at, 'static');
  symbol.hidden = true;
  symbol.addressed = true;
  symbol.isDefined = true;
  if (!inFunction) p.cx.unit.globals.push(symbol);
  p.rules.initializer(p, symbol);
  return { kind: 'literal', symbol, type: symbol.type, at };
}

function parseUnary(p: Parser): Expr {
  const t = p.token;
  if (t.kind === 'punct') {
    switch (t.text) {
      case '++': case '--': {
        p.next();
        return build.increment(p.cx, p.nested(() => parseUnary(p)), t.text === '++' ? 1 : -1, true, t);
      }
      case '&': case '*': case '+': case '-': case '~': case '!': {
        p.next();
        const operand = p.nested(() => parseCast(p));
        return build.unary(p.cx, t.text, operand, t);
      }
      case '&&': {
        p.next();
        const name = p.next();
        const label = findLabel(p, name);
        if (!label) return p.cx.error(t, "'&&' outside a function");
        label.symbol ??= { kind: 'label', id: p.cx.id() };
        return { kind: 'labelAddress', label, type: pointerTo(VOID), at: t };
      }
    }
  }
  if (t.kind === 'name') {
    if (t.text === 'sizeof') return parseSizeof(p);
    if (t.text === '_Alignof' || t.text === '__alignof__' || t.text === '__alignof') {
      p.next();
      const { type, expr } = operandType(p);
      return build.integer(BigInt(expr?.kind === 'variable' && expr.symbol.align > 0 ? expr.symbol.align : alignOf(type)), p.cx.types.uint, t);
    }
    if (t.text === '__extension__' || t.text === '__real__') {
      p.next();
      return parseCast(p);
    }
  }
  return parsePostfix(p, parsePrimary(p));
}

export function findLabel(p: Parser, name: Token) {
  const f = p.cx.current;
  if (!f) return null;
  let label = f.labels.get(name.text);
  if (!label) {
    label = { name: name.text, defined: false, used: false, at: name, id: f.body.labels.length, cleanups: [], symbol: null };
    f.labels.set(name.text, label);
    f.body.labels.push(label);
  }
  label.used = true;
  return label;
}

function operandType(p: Parser): { type: CType; expr: Expr | null } {
  p.cx.unevaluated++;
  try {
    if (p.is('(') && startsType(p, p.peek(1))) {
      const at = p.next();
      const type = p.rules.typeName(p);
      p.expect(')', 'after the type');
      if (!p.is('{')) return { type, expr: null };
      const e = parsePostfix(p, compoundLiteral(p, type, at));
      return { type: e.type, expr: e };
    }
    const e = parseUnary(p);
    return { type: e.type, expr: e };
  } finally {
    p.cx.unevaluated--;
  }
}
function parseSizeof(p: Parser): Expr {
  const at = p.next();
  const operandAt = p.token;
  const { type, expr } = operandType(p);
  if (type.kind === 'error') return { kind: 'error', type: ERROR, at };
  if (expr?.kind === 'member' && expr.field.bits) return p.cx.error(at, 'a bit-field has no size');
  if (type.kind !== 'void' && type.kind !== 'function' && !isComplete(type)) return p.cx.error(at, `size of incomplete type '${typeName(type)}' is not known`);
  if (isVla(type)) return p.cx.sizeExpr(type, at);
  const size = build.integer(BigInt(sizeOf(type)), p.cx.types.uint, at);
  if (expr) p.cx.sizes.set(size, { operand: expr, at: operandAt });
  return size;
}

function parsePostfix(p: Parser, start: Expr): Expr {
  let e = start;
  for (;;) {
    const t = p.token;
    if (t.kind !== 'punct') return e;
    switch (t.text) {
      case '[': {
        p.next();
        const i = parseExpression(p);
        p.expect(']', 'after the subscript');
        e = build.index(p.cx, e, i, t);
        break;
      }
      case '(': {
        p.next();
        const args: Expr[] = [];
        while (!p.is(')')) {
          args.push(parseAssignment(p));
          if (!p.accept(',')) break;
        }
        p.expect(')', 'after the arguments');
        e = build.call(p.cx, e, args, e.kind === 'function' ? e.at : t);
        break;
      }
      case '.': case '->': {
        p.next();
        const name = p.next();
        if (name.kind !== 'name') p.fail(`member name expected after '${t.text}'`);
        e = build.member(p.cx, e, t.text === '->', name.text, name);
        break;
      }
      case '++': case '--':
        p.next();
        e = build.increment(p.cx, e, t.text === '++' ? 1 : -1, false, t);
        break;
      default:
        return e;
    }
  }
}

function parsePrimary(p: Parser): Expr {
  const t = p.token;
  switch (t.kind) {
    case 'number': p.next(); return numberLiteral(p, t);
    case 'char': {
      p.next();
      const c = parseCharLiteral(t.text, p.cx.target.charSigned);
      if (c.count === 0) return p.cx.error(t, 'empty character constant');
      if (c.count > 1 && !c.prefix) p.cx.diagnostics.warning('multichar', t, 'several characters in one character constant');
      if (c.bad) p.cx.diagnostics.warning('escape', t, `unknown escape '\\${c.bad}'`);
      return build.integer(c.value, c.prefix === 'L' ? p.cx.types.wchar : c.prefix === 'u' ? p.cx.types.ushort : c.prefix === 'U' ? p.cx.types.uint : p.cx.types.int, t);
    }
    case 'string': return stringLiteral(p);
    case 'name': return parseName(p, t);
    default: break;
  }
  if (t.text === '(') {
    p.next();
    if (p.is('{')) return statementExpression(p, t);
    const e = parseExpression(p);
    p.expect(')', 'to close the parenthesis');
    const whole: Expr = e.kind === 'assign' ? { ...e, parenthesized: true } : e;
    p.cx.parenthesized.add(whole);
    return whole;
  }
  if (t.kind === 'other') p.fail(`character '${t.text}' has no meaning in C`);
  return p.fail(`expression expected before '${t.text || 'end of file'}'`);
}

function numberLiteral(p: Parser, t: Token): Expr {
  const ty = p.cx.types;
  const i = parseIntegerLiteral(t.text);
  if (i) {
    const choices = (i.long === 2 ? [ty.llong, ty.ullong] : i.long === 1 ? [ty.long, ty.ulong, ty.llong, ty.ullong] : [ty.int, ty.uint, ty.long, ty.ulong, ty.llong, ty.ullong])
      .filter((c) => (i.unsigned ? !c.signed : i.decimal ? c.signed : true));
    const type = choices.find((c) => i.value < 1n << BigInt(c.size * 8 - (c.signed ? 1 : 0)));
    if (!type) {
      p.cx.diagnostics.warning('overflow', t, `integer constant '${t.text}' is too large for its type`);
      return build.integer(BigInt.asUintN(64, i.value), ty.ullong, t);
    }
    return build.integer(i.value, type, t);
  }
  const f = parseFloatLiteral(t.text);
  if (!f) return p.cx.error(t, `'${t.text}' is not a number: wrong digit or suffix`);
  return { kind: 'floating', value: f.value, type: f.suffix === 'f' ? ty.float : f.suffix === 'l' ? ty.ldouble : ty.double, at: t };
}

export function stringLiteral(p: Parser): Expr & { kind: 'string' } {
  const at = p.token;
  let prefix = '';
  const texts: string[] = [];
  while (p.token.kind === 'string') {
    const t = p.next();
    texts.push(t.text);
    prefix = parseQuoted(t.text).prefix || prefix;
  }
  const elements: number[] = [];
  for (const text of texts) {
    const q = parseQuoted(prefix && prefix !== 'u8' && text.startsWith('"') ? prefix + text : text);
    if (q.bad) p.cx.diagnostics.warning('escape', at, `unknown escape '\\${q.bad}'`);
    for (const e of q.elements) elements.push(e);
  }
  elements.push(0);
  const ty = p.cx.types;
  const element = prefix === 'L' ? ty.wchar : prefix === 'U' ? ty.uint : prefix === 'u' ? ty.ushort : ty.char;
  return { kind: 'string', elements, id: p.cx.id(), type: arrayOf(element, elements.length), at };
}

function statementExpression(p: Parser, at: Token): Expr {
  if (!p.cx.current) return p.cx.error(at, 'statement expression outside a function');
  const body = p.rules.compound(p, true);
  p.expect(')', 'after the statement expression');
  const labels: Stmt[] = [];
  let last = body.body[body.body.length - 1] as Stmt | undefined;
  for (; last?.kind === 'label'; last = last.body) labels.push({ ...last, body: { kind: 'empty', at: last.at } });
  if (last?.kind === 'expression') {
    const result = rvalue(p.cx, last.value);
    return { kind: 'block', body: { ...body, body: [...body.body.slice(0, -1), ...labels] }, result, type: unqualified(result.type), at };
  }
  return { kind: 'block', body, result: null, type: VOID, at };
}

function parseName(p: Parser, t: Token): Expr {
  p.next();
  if (t.text === '__func__' || t.text === '__FUNCTION__' || t.text === '__PRETTY_FUNCTION__') {
    const elements = [...(p.cx.current?.symbol.name ?? '')].map((c) => c.charCodeAt(0)).concat(0);
    return { kind: 'string', elements, id: p.cx.id(), type: arrayOf(qualify(p.cx.types.char, CONST), elements.length), at: t };
  }
  if (t.text === '_Generic') return parseGeneric(p, t);
  const builtin = parseBuiltin(p, t);
  if (builtin) return builtin;
  const symbol = p.cx.scope.find(t.text);
  if (!symbol) return undeclared(p, t);
  switch (symbol.kind) {
    case 'enumerator': return { kind: 'integer', value: symbol.value, type: symbol.type, at: t };
    case 'typedef':
      return p.fail(`'${t.text}' is a type; an expression is expected here`);
    case 'function':
      if (p.cx.unevaluated === 0) symbol.used = true;
      p.cx.named.add(symbol);
      return { kind: 'function', symbol, type: symbol.type, at: t };
    case 'variable':
      symbol.used = true;
      symbol.uses++;
      return { kind: 'variable', symbol, type: symbol.type, at: t };
  }
}

/** The token behind the `)` that closes the `(` which is next. */
function behindParentheses(p: Parser): Token {
  let i = 0;
  for (let depth = 0; p.peek(i).kind !== 'eof'; i++) {
    if (p.peek(i).text === '(') depth++;
    if (p.peek(i).text === ')' && --depth === 0) break;
  }
  return p.peek(i + 1);
}

function undeclared(p: Parser, t: Token): Expr {
  if (KEYWORDS.has(t.text)) p.fail(`expression expected before '${t.text}'`);
  const { cx } = p;
  const seen = cx.current?.undeclared;
  const isCall = p.is('(') && behindParentheses(p).text !== '{';
  if (!isCall && (seen?.has(t.text) === true || cx.fromUnknown.has(t.text))) return { kind: 'error', type: ERROR, at: t };
  const names: string[] = [];
  for (let s: typeof cx.scope | null = cx.scope; s; s = s.parent) names.push(...s.names.keys());
  for (const name of cx.macros()) if (!name.startsWith('__')) names.push(name);
  const known = cx.explain(t.text, false);
  const guess = known === null ? nearest(t.text, names) : null;
  const hint = known !== null ? ` (${known})` : guess ? `; did you mean '${guess}'?` : '';
  if (isCall) {
    cx.diagnostics.warning('implicit-function-declaration', t, `function '${t.text}' is not declared; 'int ${t.text}()' assumed${hint}`);
    const symbol: FunctionSymbol = {
      kind: 'function', name: t.text, type: { kind: 'function', quals: 0, returns: cx.types.int, params: [], variadic: false, prototyped: false },
      storage: 'extern', id: cx.id(), at: t, used: true, inline: false, isDefined: false, implicit: true, noreturn: false, attributes: [], format: null,
    };
    cx.fileScope.names.set(t.text, symbol);
    return { kind: 'function', symbol, type: symbol.type, at: t };
  }
  cx.error(t, `'${t.text}' is not ${p.is('(') ? 'a macro known here' : 'declared'}${hint}`);
  seen?.add(t.text);
  return { kind: 'error', type: ERROR, at: t };
}

function parseGeneric(p: Parser, at: Token): Expr {
  p.expect('(', "after '_Generic'");
  p.cx.unevaluated++;
  const control = rvalue(p.cx, parseAssignment(p));
  p.cx.unevaluated--;
  let chosen: Expr | null = null;
  let fallback: Expr | null = null;
  while (p.accept(',')) {
    const isDefault = p.accept('default');
    const type = isDefault ? null : p.rules.typeName(p);
    p.expect(':', 'in _Generic');
    const e = parseAssignment(p);
    if (!type) fallback = e;
    else if (!chosen && compatible(unqualified(type), unqualified(control.type))) chosen = e;
  }
  p.expect(')', "after '_Generic'");
  return chosen ?? fallback ?? p.cx.error(at, `no choice in '_Generic' for '${typeName(control.type)}'`);
}

