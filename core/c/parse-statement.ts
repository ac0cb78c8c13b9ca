/** Statements (C11 6.8), case ranges, computed goto. */
import type { Expr, Label, Stmt, SwitchCase } from './ast';
import { CONST, isInteger, typeName, unqualified, VOID, pointerTo, qualify } from './ctype';
import { assignConvert, cast, condition, promote, rvalue } from './convert';
import { foldInteger, wrapInteger } from './constant';
import { Scope } from './context';
import { findLabel, noteSets, parseExpression } from './parse-expression';
import { parseAsm } from './parse-asm';
import { checkSequence } from './sequence';
import { checkReturned } from './suspicious';
import { noAttributes, parseAttributes } from './parse-attribute';
import { parseStaticAssert } from './parse-record';
import type { Parser } from './parser';
import { checkIndentation } from './indentation';
import { warnFallthrough } from './fallthrough';
import { SyntaxStop } from './source';
import { warnUnused } from './unused';
import { checkUnused } from './unused-value';
import type { Token } from './lex';

export function parseCompound(p: Parser, ownScope: boolean): Stmt & { kind: 'compound' } {
  const at = p.expect('{', 'to open a block');
  const outer = p.cx.scope;
  const cleanups = p.cx.current?.cleanups ?? [];
  if (ownScope) p.cx.scope = new Scope(outer);
  const body: Stmt[] = [];
  const hidden = new Map<string, Label | undefined>();
  let statements = false;
  try {
    while (!p.is('}') && p.token.kind !== 'eof') {
      if (p.is('__label__')) {
        localLabels(p, hidden);
        continue;
      }
      guarded(p, () => {
        if (p.is('_Static_assert')) parseStaticAssert(p);
        else if (startsFallthrough(p)) {
          statements = true;
          body.push(parseStatement(p));
        } else if (p.rules.startsDeclaration(p)) {
          if (statements) p.cx.diagnostics.extra('declaration-after-statement', p.token, 'declaration after a statement: C90 wants declarations first in a block');
          for (const s of p.rules.localDeclaration(p)) body.push(s);
        } else {
          statements = true;
          body.push(parseStatement(p));
        }
      });
      p.cx.flushPastEnd();
    }
    warnUnused(p.cx);
  } finally {
    if (ownScope) p.cx.scope = outer;
    if (p.cx.current) p.cx.current.cleanups = cleanups;
    for (const [name, label] of hidden) {
      if (label) p.cx.current?.labels.set(name, label);
      else p.cx.current?.labels.delete(name);
    }
  }
  const end = p.expect('}', `to close the block opened at line ${at.file.lineColumn(at.offset).line}`);
  return { kind: 'compound', body, at, end, hasVla: body.some((s) => s.kind === 'size') };
}

/** `__label__ a, b;`: labels of this block alone. `hidden`: those of the same names outside. */
function localLabels(p: Parser, hidden: Map<string, Label | undefined>): void {
  const labels = p.cx.current?.labels;
  p.next();
  while (!p.accept(';')) {
    const { kind, text } = p.next();
    if (kind !== 'name' || hidden.has(text)) continue;
    hidden.set(text, labels?.get(text));
    labels?.delete(text);
  }
}

export function guarded(p: Parser, rule: () => void): void {
  const start = p.token;
  try {
    rule();
  } catch (e) {
    if (!(e instanceof SyntaxStop)) throw e;
    p.cx.pendingSizes = [];
    p.cx.unevaluated = 0;
    p.resynchronise();
    if (p.token === start && p.token.kind !== 'eof' && !p.is('}')) p.next();
  }
}

export function parseStatement(p: Parser): Stmt {
  const made = p.nested(() => statement(p));
  const sizes = p.cx.pendingSizes;
  if (sizes.length === 0) return made;
  // Types with run-time sizes inside expressions: their sizes are computed before the statement.
  p.cx.pendingSizes = [];
  return { kind: 'compound', body: [...sizes, made], at: made.at, end: made.at, hasVla: false };
}

function statement(p: Parser): Stmt {
  const at = p.token;
  if (p.is('{')) return parseCompound(p, true);
  if (at.kind === 'punct' && p.accept(';')) return { kind: 'empty', at };
  if (startsFallthrough(p)) return fallthroughMark(p, at);
  if (at.kind === 'name') {
    if (p.peek(1).text === ':' && p.peek(1).kind === 'punct' && at.text !== 'default') return labelled(p, at);
    const rule = STATEMENTS[at.text];
    if (rule && Object.hasOwn(STATEMENTS, at.text)) {
      p.next();
      return rule(p, at);
    }
  }
  const value = wholeExpression(p);
  if (value.type.kind === 'error' && p.is('{')) return body(p, true, at);
  p.expect(';', 'after the statement');
  if (!(p.is('}') && p.peek(1).text === ')')) warnDiscarded(p, value);
  return { kind: 'expression', value, at };
}
/** A full expression: nothing in it is left to do at its end. */
function wholeExpression(p: Parser): Expr {
  const before = p.cx.changes;
  const e = parseExpression(p);
  if (p.cx.unevaluated === 0) checkSequence(p.cx, e, p.cx.changes - before);
  return e;
}
function warnDiscarded(p: Parser, e: Expr): void {
  noteSets(e);
  const done = e.kind === 'comma' ? [e.left, e.right] : [e];
  for (const one of done) warnIgnored(p, one);
  checkUnused(p.cx, e);
}

/** A cast to void does not say that the outcome is of no interest, as with gcc. */
function warnIgnored(p: Parser, e: Expr): void {
  if (e.kind === 'cast' && e.type.kind === 'void') return warnIgnored(p, e.operand);
  const f = e.kind === 'call' && e.callee.kind === 'address' && e.callee.operand.kind === 'function' ? e.callee.operand.symbol : null;
  if (f?.attributes.includes('warn_unused_result') === true) p.cx.diagnostics.warning('unused-result', e.at, `what '${f.name}' returns is not looked at: it tells whether it failed`);
}

const startsFallthrough = (p: Parser): boolean => p.is('__attribute__') && /^(__)?fallthrough(__)?$/.test(p.peek(3).text);
function fallthroughMark(p: Parser, at: Token): Stmt {
  for (let i = 0; i < 6; i++) p.next();
  p.expect(';', "after 'fallthrough'");
  if (!p.cx.current?.switches.length) p.cx.error(at, "'fallthrough' outside a switch");
  return { kind: 'empty', at, falls: true };
}

function labelled(p: Parser, at: Token): Stmt {
  p.next();
  p.next();
  const known = p.cx.current?.labels.get(at.text);
  const label = findLabel(p, at);
  if (!label) return p.fail('label outside a function');
  if (label.defined) p.cx.error(at, `label '${at.text}' is defined twice`);
  if (!known) label.used = false;
  label.defined = true;
  label.cleanups = p.cx.current?.cleanups ?? [];
  label.at = at;
  return { kind: 'label', label, body: afterLabel(p, label), at };
}
/** A label may stand before a declaration or a closing brace, as newer compilers allow. */
function afterLabel(p: Parser, label?: Label): Stmt {
  while (p.is('__attribute__') && !startsFallthrough(p)) {
    const attributes = noAttributes();
    parseAttributes(p, attributes);
    if (label && attributes.names.includes('unused')) label.used = true;
    p.accept(';');
  }
  if (p.is('}')) return { kind: 'empty', at: p.token };
  if (p.rules.startsDeclaration(p)) return { kind: 'empty', at: p.token };
  return parseStatement(p);
}

function parenthesised(p: Parser, after: string): Expr {
  p.expect('(', `after '${after}'`);
  const e = wholeExpression(p);
  p.expect(')', `after the condition of '${after}'`);
  return e;
}
function body(p: Parser, loop: boolean, guard: Token): Stmt {
  const begin = p.token;
  const f = p.cx.current;
  if (f) {
    f.breakable++;
    if (loop) f.loops++;
  }
  try {
    const made = parseStatement(p);
    if (guard.text === 'while' || guard.text === 'for') checkIndentation(p.cx, guard, begin, made, p.token);
    return made;
  } finally {
    if (f) {
      f.breakable--;
      if (loop) f.loops--;
    }
  }
}

const STATEMENTS: Record<string, (p: Parser, at: Token) => Stmt> = {
  if(p, at) {
    const testAt = p.token;
    const test = condition(p.cx, parenthesised(p, 'if'));
    if (p.is(';') && !p.token.lineStart) p.cx.diagnostics.warning('empty-body', p.token, "';' right after 'if' is its whole body");
    const begin = p.token;
    const then = parseStatement(p);
    checkIndentation(p.cx, at, begin, then, p.token);
    const otherwise = p.accept('else');
    if (!otherwise && then.kind === 'if' && then.other) p.cx.diagnostics.warning('dangling-else', testAt, "the 'else' belongs to the inner 'if': braces would show which is meant");
    const beginOther = p.token;
    const other = otherwise ? parseStatement(p) : null;
    if (otherwise && other) checkIndentation(p.cx, otherwise, beginOther, other, p.token);
    return { kind: 'if', test, then, other, at, testAt };
  },
  while(p, at) {
    const test = condition(p.cx, parenthesised(p, 'while'));
    return { kind: 'while', test, body: body(p, true, at), at };
  },
  do(p, at) {
    const inner = body(p, true, at);
    const testAt = p.expect('while', "after the body of 'do'");
    const test = condition(p.cx, parenthesised(p, 'while'));
    p.expect(';', "after 'do ... while'");
    return { kind: 'do', test, body: inner, at, testAt };
  },
  for(p, at) {
    const outer = p.cx.scope;
    const cleanups = p.cx.current?.cleanups ?? [];
    p.cx.scope = new Scope(outer);
    try {
      p.expect('(', "after 'for'");
      let init: Stmt | null = null;
      const declares = p.rules.startsDeclaration(p);
      if (declares && p.cx.standard === 'gnu89') p.cx.error(p.token, "declaration in 'for' needs C99, and this is compiled as gnu89: declare it before the loop");
      if (declares) init = { kind: 'compound', body: p.rules.localDeclaration(p), at: p.previous, end: p.previous, hasVla: false };
      else {
        if (!p.is(';')) {
        init = { kind: 'expression', at: p.token, value: wholeExpression(p) };
        noteSets(init.value);
      }
        p.expect(';', "in 'for'");
      }
      const test = p.is(';') ? null : condition(p.cx, parseExpression(p));
      p.expect(';', "in 'for'");
      const next = p.is(')') ? null : wholeExpression(p);
      if (next) noteSets(next);
      p.expect(')', "after 'for'");
      return { kind: 'for', init, test, next, body: body(p, true, at), at };
    } finally {
      warnUnused(p.cx);
      p.cx.scope = outer;
      if (p.cx.current) p.cx.current.cleanups = cleanups;
    }
  },
  switch(p, at) {
    const given = rvalue(p.cx, parenthesised(p, 'switch'));
    const value = promote(p.cx, given);
    if (!isInteger(value.type) && value.type.kind !== 'error') p.cx.error(value.at, `'switch' wants an integer, '${typeName(value.type)}' given`);
    const context = { type: unqualified(value.type), cases: [], hasDefault: false };
    p.cx.current?.switches.push(context);
    const inner = body(p, false, at);
    p.cx.current?.switches.pop();
    warnFallthrough(p.cx, inner);
    if (given.type.kind === 'enum') warnMissingCases(p, given.type.info.constants, context.cases, context.hasDefault, at);
    return { kind: 'switch', value, cases: context.cases, hasDefault: context.hasDefault, body: inner, at };
  },
  case(p, at) {
    const context = p.cx.current?.switches.at(-1);
    let known = true;
    const read = (): bigint => {
      const e = rvalue(p.cx, p.rules.conditional(p));
      const v = foldInteger(e);
      if (v === null && e.type.kind !== 'error') p.cx.error(e.at, "value of 'case' is not an integer constant");
      known &&= v !== null;
      return wrapInteger(v ?? 0n, context?.type ?? p.cx.types.int);
    };
    const low = read();
    const high = p.accept('...') ? read() : low;
    p.expect(':', "after 'case'");
    if (!context) {
      p.cx.error(at, "'case' outside a switch");
      return parseStatement(p);
    }
    if (high < low) p.cx.diagnostics.warning('empty-range', at, 'range of this case is empty');
    const clash = known ? context.cases.find((c) => c.low <= high && low <= c.high) : undefined;
    if (clash) p.cx.diagnostics.error(at, `value ${low} has a case already`).notes.push({ message: 'there', at: clash.at });
    const id = context.cases.length;
    if (known) context.cases.push({ low, high, id, at });
    return { kind: 'case', id, body: afterLabel(p), at };
  },
  default(p, at) {
    p.expect(':', "after 'default'");
    const context = p.cx.current?.switches.at(-1);
    if (!context) p.cx.error(at, "'default' outside a switch");
    else if (context.hasDefault) p.cx.error(at, "'default' twice in one switch");
    if (context) context.hasDefault = true;
    return { kind: 'default', body: afterLabel(p), at };
  },
  break(p, at) {
    p.expect(';', "after 'break'");
    if (!p.cx.current?.breakable) p.cx.error(at, "'break' outside a loop or switch");
    return { kind: 'break', at };
  },
  continue(p, at) {
    p.expect(';', "after 'continue'");
    if (!p.cx.current?.loops) p.cx.error(at, "'continue' outside a loop");
    return { kind: 'continue', at };
  },
  goto(p, at) {
    if (p.accept('*')) {
      const value = assignConvert(p.cx, parseExpression(p), pointerTo(qualify(VOID, CONST)), { how: 'assign' }, at);
      p.expect(';', "after 'goto'");
      return { kind: 'gotoValue', value, at };
    }
    const name = p.next();
    const label = findLabel(p, name);
    p.expect(';', "after 'goto'");
    return label ? { kind: 'goto', label, at: name } : p.fail("'goto' outside a function");
  },
  return(p, at) {
    const returns = p.cx.current?.symbol.type.returns ?? VOID;
    let value: Expr | null = null;
    if (!p.is(';')) {
      const e = wholeExpression(p);
      if (returns.kind === 'void') {
        if (e.type.kind !== 'void' && e.type.kind !== 'error') p.cx.diagnostics.warning('return-type', at, `'return' with a value in '${p.cx.current?.symbol.name}', which returns void`);
        value = cast(e, VOID, true);
      } else {
        value = assignConvert(p.cx, e, returns, { how: 'return' }, at);
        checkReturned(p.cx, value);
      }
    } else if (returns.kind !== 'void') p.cx.diagnostics.warning('return-type', at, `'return' without value in '${p.cx.current?.symbol.name}', which returns '${typeName(returns)}'`);
    p.expect(';', "after 'return'");
    return { kind: 'return', value, at };
  },
  asm: parseAsm,
  __asm__: parseAsm,
  __asm: parseAsm,
};

function warnMissingCases(p: Parser, constants: readonly { name: string; value: bigint }[], cases: readonly SwitchCase[], hasDefault: boolean, at: Token): void {
  const missing = constants.filter(({ value }) => !cases.some((c) => c.low <= value && value <= c.high));
  for (const c of cases) {
    if (!constants.some(({ value }) => c.low <= value && value <= c.high)) p.cx.diagnostics.warning('switch', c.at, `value ${c.low} is none of the enum's`);
  }
  for (const { name } of hasDefault ? [] : missing.slice(0, 3)) p.cx.diagnostics.warning('switch', at, `'${name}' has no case in this switch, and there is no default`);
}
