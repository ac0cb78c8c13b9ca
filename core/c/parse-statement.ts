/** Statements (C11 6.8), case ranges, computed goto; asm is accepted only as an empty barrier. */
import type { Expr, Stmt } from './ast';
import { isInteger, typeName, unqualified, VOID, pointerTo } from './ctype';
import { assignConvert, cast, condition, promote, rvalue } from './convert';
import { foldInteger, wrapInteger } from './constant';
import { Scope } from './context';
import { findLabel, parseExpression } from './parse-expression';
import { parseStaticAssert } from './parse-type';
import type { Parser } from './parser';
import { SyntaxStop } from './source';
import { warnUnused } from './unused';
import type { Token } from './lex';

export function parseCompound(p: Parser, ownScope: boolean): Stmt & { kind: 'compound' } {
  const at = p.expect('{', 'to open a block');
  const outer = p.cx.scope;
  const cleanups = p.cx.current?.cleanups ?? [];
  if (ownScope) p.cx.scope = new Scope(outer);
  const body: Stmt[] = [];
  let statements = false;
  try {
    while (!p.is('}') && p.token.kind !== 'eof') {
      if (p.is('__label__')) {
        while (!p.accept(';')) p.next();
        continue;
      }
      guarded(p, () => {
        if (p.is('_Static_assert')) parseStaticAssert(p);
        else if (p.rules.startsDeclaration(p)) {
          if (statements) p.cx.diagnostics.extra('declaration-after-statement', p.token, 'declaration after a statement: C90 wants declarations first in a block');
          for (const s of p.rules.localDeclaration(p)) body.push(s);
        } else {
          statements = true;
          body.push(parseStatement(p));
        }
      });
    }
    warnUnused(p.cx);
  } finally {
    if (ownScope) p.cx.scope = outer;
    if (p.cx.current) p.cx.current.cleanups = cleanups;
  }
  const end = p.expect('}', `to close the block opened at line ${at.file.lineColumn(at.offset).line}`);
  return { kind: 'compound', body, at, end, hasVla: body.some((s) => s.kind === 'size') };
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
  if (at.kind === 'name') {
    if (p.peek(1).text === ':' && p.peek(1).kind === 'punct' && at.text !== 'default') return labelled(p, at);
    const rule = STATEMENTS[at.text];
    if (rule && Object.hasOwn(STATEMENTS, at.text)) {
      p.next();
      return rule(p, at);
    }
  }
  const value = parseExpression(p);
  p.expect(';', 'after the statement');
  if (!(p.is('}') && p.peek(1).text === ')')) warnDiscarded(p, value);
  return { kind: 'expression', value, at };
}
function warnDiscarded(p: Parser, e: Expr): void {
  if ((e.kind === 'compare' || e.kind === 'binary' || e.kind === 'variable') && !e.at.expansion) p.cx.diagnostics.warning('unused-value', e.at, e.kind === 'compare' && e.op === '==' ? "result of '==' is not used; '=' meant?" : 'statement has no effect');
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
  return { kind: 'label', label, body: afterLabel(p), at };
}
/** A label may stand before a declaration or a closing brace, as newer compilers allow. */
function afterLabel(p: Parser): Stmt {
  while (p.is('__attribute__')) {
    p.next();
    for (let depth = 0; ; ) {
      const t = p.next();
      if (t.text === '(') depth++;
      if (t.text === ')' && --depth === 0) break;
    }
    p.accept(';');
  }
  if (p.is('}')) return { kind: 'empty', at: p.token };
  if (p.rules.startsDeclaration(p)) return { kind: 'empty', at: p.token };
  return parseStatement(p);
}

function parenthesised(p: Parser, after: string): Expr {
  p.expect('(', `after '${after}'`);
  const e = parseExpression(p);
  p.expect(')', `after the condition of '${after}'`);
  return e;
}
function body(p: Parser, loop: boolean): Stmt {
  const f = p.cx.current;
  if (f) {
    f.breakable++;
    if (loop) f.loops++;
  }
  try {
    return parseStatement(p);
  } finally {
    if (f) {
      f.breakable--;
      if (loop) f.loops--;
    }
  }
}

const STATEMENTS: Record<string, (p: Parser, at: Token) => Stmt> = {
  if(p, at) {
    const test = condition(p.cx, parenthesised(p, 'if'));
    if (p.is(';')) p.cx.diagnostics.warning('empty-body', p.token, "';' right after 'if' is its whole body");
    const then = parseStatement(p);
    const other = p.accept('else') ? parseStatement(p) : null;
    return { kind: 'if', test, then, other, at };
  },
  while(p, at) {
    const test = condition(p.cx, parenthesised(p, 'while'));
    return { kind: 'while', test, body: body(p, true), at };
  },
  do(p, at) {
    const inner = body(p, true);
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
        if (!p.is(';')) init = { kind: 'expression', at: p.token, value: parseExpression(p) };
        p.expect(';', "in 'for'");
      }
      const test = p.is(';') ? null : condition(p.cx, parseExpression(p));
      p.expect(';', "in 'for'");
      const next = p.is(')') ? null : parseExpression(p);
      p.expect(')', "after 'for'");
      return { kind: 'for', init, test, next, body: body(p, true), at };
    } finally {
      warnUnused(p.cx);
      p.cx.scope = outer;
      if (p.cx.current) p.cx.current.cleanups = cleanups;
    }
  },
  switch(p, at) {
    const value = promote(p.cx, rvalue(p.cx, parenthesised(p, 'switch')));
    if (!isInteger(value.type) && value.type.kind !== 'error') p.cx.error(value.at, `'switch' wants an integer, '${typeName(value.type)}' given`);
    const context = { type: unqualified(value.type), cases: [], hasDefault: false };
    p.cx.current?.switches.push(context);
    const inner = body(p, false);
    p.cx.current?.switches.pop();
    return { kind: 'switch', value, cases: context.cases, hasDefault: context.hasDefault, body: inner, at };
  },
  case(p, at) {
    const context = p.cx.current?.switches.at(-1);
    const read = (): bigint => {
      const e = rvalue(p.cx, p.rules.conditional(p));
      const v = foldInteger(e);
      if (v === null && e.type.kind !== 'error') p.cx.error(e.at, "value of 'case' is not an integer constant");
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
    const clash = context.cases.find((c) => c.low <= high && low <= c.high);
    if (clash) p.cx.diagnostics.error(at, `value ${low} has a case already`).notes.push({ message: 'there', at: clash.at });
    const id = context.cases.length;
    context.cases.push({ low, high, id, at });
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
      const value = assignConvert(p.cx, parseExpression(p), pointerTo(VOID), { how: 'assign' }, at);
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
      const e = parseExpression(p);
      if (returns.kind === 'void') {
        if (e.type.kind !== 'void' && e.type.kind !== 'error') p.cx.diagnostics.warning('return-type', at, `'return' with a value in '${p.cx.current?.symbol.name}', which returns void`);
        value = cast(e, VOID, true);
      } else value = assignConvert(p.cx, e, returns, { how: 'return' }, at);
    } else if (returns.kind !== 'void') p.cx.diagnostics.warning('return-type', at, `'return' without value in '${p.cx.current?.symbol.name}', which returns '${typeName(returns)}'`);
    p.expect(';', "after 'return'");
    return { kind: 'return', value, at };
  },
  asm: parseAsm,
  __asm__: parseAsm,
  __asm: parseAsm,
};

function parseAsm(p: Parser, at: Token): Stmt {
  while (p.accept('volatile') || p.accept('__volatile__') || p.accept('goto') || p.accept('inline'));
  p.expect('(', "after 'asm'");
  let code = '';
  while (p.token.kind === 'string') code += p.next().text.slice(1, -1);
  for (let depth = 1; ; ) {
    const t = p.next();
    if (t.kind === 'eof') p.fail("')' missing after asm");
    if (t.text === '(') depth++;
    if (t.text === ')' && --depth === 0) break;
  }
  p.expect(';', "after 'asm'");
  if (code.trim() !== '') p.cx.error(at, 'machine instructions in asm cannot run here; only an empty asm (compiler barrier) is accepted');
  return { kind: 'empty', at };
}
