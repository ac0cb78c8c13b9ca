/** External and local declarations (C11 6.7, 6.9) and the wiring of the parser's rule files. */
import type { Expr, FunctionSymbol, Initializer, Stmt, TranslationUnit, Variable } from './ast';
import type { ContextSettings } from './context';
import { Context, Scope } from './context';
import type { CType } from './ctype';
import { ERROR, alignOf, compatible, isComplete, isVla, typeName, unqualified } from './ctype';
import type { Token } from './lex';
import { Parser } from './parser';
import { parseAssignment, parseConditional, parseExpression } from './parse-expression';
import { parseInitializer } from './parse-initializer';
import { guarded, parseCompound } from './parse-statement';
import type { Declarator, Specifiers } from './parse-type';
import { inMode, noAttributes, parseAttributes } from './parse-attribute';
import { parseStaticAssert } from './parse-record';
import { declareTypedef, parseDeclarator, parseSpecifiers, parseTypeName } from './parse-type';
import { startsType } from './type-words';
import type { DiagnosticList, Where } from './source';
import { SyntaxStop, outermost } from './source';
import type { Target } from './target';
import { fold } from './constant';
import { narrowed, parseOldParameters } from './parse-old-style';
import { withConstants } from './static-value';
import { warnFunction, warnUnusedStatics } from './unused';
import { call, unary } from './build';
import { rvalue } from './convert';

export function parseUnit(tokens: Token[], target: Target, diagnostics: DiagnosticList, settings: ContextSettings): { unit: TranslationUnit; context: Context } {
  const context = new Context(target, diagnostics, settings);
  const p = new Parser(tokens, context, {
    expression: parseExpression,
    assignment: parseAssignment,
    conditional: parseConditional,
    typeName: parseTypeName,
    specifiers: parseSpecifiers,
    declarator: parseDeclarator,
    compound: parseCompound,
    initializer: parseInitializer,
    localDeclaration,
    startsDeclaration,
  });
  while (p.token.kind !== 'eof') {
    guarded(p, () => external(p));
    context.flushPastEnd();
    if (p.is('}')) {
      context.error(p.next(), "'}' without '{'");
    }
  }
  readPostponed(p);
  finishGlobals(context);
  if (diagnostics.errors === 0) warnUnusedStatics(context);
  return { unit: context.unit, context };
}

function startsDeclaration(p: Parser): boolean {
  const t = p.token;
  if (!startsType(p)) return t.kind === 'name' && !p.cx.scope.find(t.text) && unknownStarts(p);
  return !(p.cx.scope.find(t.text)?.kind === 'typedef' && p.peek(1).text === ':');
}
/** `foo x ...` with two names in a row can only be a declaration with an unknown type. */
function unknownStarts(p: Parser): boolean {
  const t = p.token;
  const after = p.peek(1);
  const keyword = /^(if|else|while|do|for|switch|case|default|break|continue|goto|return|sizeof|asm|__asm__|__asm|_Alignof)$/;
  return after.kind === 'name' && !keyword.test(t.text) && !keyword.test(after.text) && /^[;,=[]$/.test(p.peek(2).text);
}

function external(p: Parser): void {
  const { cx } = p;
  if (p.accept(';')) return;
  if (p.is('_Static_assert')) return parseStaticAssert(p);
  if (p.is('asm') || p.is('__asm__') || p.is('__asm')) p.fail('asm outside a function is not modelled');
  if (!startsType(p) && p.token.kind !== 'name') p.fail(`declaration expected before '${p.token.text}'`);
  if (!startsType(p) && p.peek(1).text === '(' ) return strayCall(p);
  if (declaresByMacro(p)) {
    p.next();
    return unknownMacro(p, p.token);
  }
  const s = parseSpecifiers(p);
  if (p.accept(';')) return;
  let first = true;
  for (;;) {
    const d = parseDeclarator(p, s.type);
    skipAsmName(p);
    const own = { ...s, attributes: { ...s.attributes, names: [...s.attributes.names] } };
    parseAttributes(p, own.attributes);
    d.type = inMode(p, d.type, own.attributes.mode);
    if (d.type.kind === 'function' && s.storage !== 'typedef') {
      const old = first && isOldStyle(d) && startsType(p) ? parseOldParameters(p, d) : null;
      const symbol = declareFunction(cx, d, own);
      if (first && p.is('{')) return mayWait(p, symbol, s, old) ? postpone(p, symbol, d) : functionBody(p, symbol, d, old);
      if (isOldStyle(d)) cx.diagnostics.warning('', d.at, `the parameters of '${d.name}' are names without types`);
    } else if (s.storage === 'typedef') declareTypedef(p, d, own);
    else {
      const symbol = declareGlobal(cx, d, own);
      if (p.accept('=')) initializeGlobal(p, symbol, d.at);
    }
    first = false;
    if (!p.accept(',')) break;
  }
  p.expect(';', 'after the declaration');
}
const isOldStyle = (d: Declarator): boolean => d.type.kind === 'function' && !d.type.prototyped && d.type.params.length > 0;

/** `name(...)` at file level: an old-style int function or a macro that is not defined. */
function strayCall(p: Parser): void {
  const t = p.token;
  let depth = 0;
  let i = 1;
  do {
    const x = p.peek(i++);
    if (x.text === '(') depth++;
    if (x.text === ')') depth--;
    if (x.kind === 'eof') break;
  } while (depth > 0);
  if (p.peek(i).text === '{' || startsType(p, p.peek(i))) {
    p.cx.diagnostics.warning('implicit-int', t, `return type of '${t.text}' is missing: 'int' assumed`);
    const s = { type: p.cx.types.int, storage: '' as const, inline: false, attributes: noAttributes(), at: t, autoType: false };
    const d = parseDeclarator(p, s.type);
    const old = isOldStyle(d) ? parseOldParameters(p, d) : null;
    if (!p.is('{')) p.fail(`body of '${d.name}' expected`);
    return functionBody(p, declareFunction(p.cx, d, s), d, old);
  }
  unknownMacro(p, t);
}
/** Its arguments may be names that it declares: nothing is said of them later. */
function unknownMacro(p: Parser, t: Token): never {
  for (let i = 1, depth = 0; p.peek(i).kind !== 'eof'; i++) {
    const x = p.peek(i);
    if (x.text === '(') depth++;
    if (x.text === ')' && --depth === 0) break;
    if (x.kind === 'name') p.cx.fromUnknown.add(x.text);
  }
  const known = p.cx.explain(t.text, false);
  return p.fail(`'${t.text}' is not a type, nor a macro known here${known === null ? '' : ` (${known})`}`);
}
/** `static NAME(argument...);` with arguments that are no types. */
function declaresByMacro(p: Parser): boolean {
  if (p.token.text !== 'static' || p.peek(1).kind !== 'name' || p.peek(2).text !== '(' || startsType(p, p.peek(1)) || p.peek(3).text === ')') return false;
  let i = 2;
  for (let depth = 0; p.peek(i).kind !== 'eof'; i++) {
    if (p.peek(i).text === '(') depth++;
    if (p.peek(i).text === ')' && --depth === 0) break;
  }
  return /^[;=]$/.test(p.peek(i + 1).text);
}
function skipAsmName(p: Parser): void {
  if (!p.is('asm') && !p.is('__asm__') && !p.is('__asm')) return;
  while (!p.is(')')) p.next();
  p.next();
}

function declareFunction(cx: Context, d: Declarator, s: Specifiers): FunctionSymbol {
  const type = d.type as CType & { kind: 'function' };
  const old = cx.fileScope.names.get(d.name);
  if (old?.kind === 'function') {
    if (!compatible(old.type, type) && !old.implicit) {
      const e = cx.diagnostics.error(d.at, `'${d.name}' is declared with another type: '${typeName(type)}'`);
      e.notes.push({ message: `declared before as '${typeName(old.type)}'`, at: old.at });
    } else if (old.implicit) {
      if (!compatible(old.type.returns, type.returns)) {
        const message = `'${d.name}' conflicts with its implicit declaration`;
        const e = type.returns.kind === 'void' ? cx.diagnostics.warning('', d.at, message) : cx.diagnostics.error(d.at, message);
        e.notes.push({ message: 'used there without declaration', at: old.at });
      }
      old.implicit = false;
    }
    if (type.prototyped || !old.type.prototyped) old.type = type;
    if (s.storage === 'static') old.storage = 'static';
    old.inline ||= s.inline;
    if (s.attributes.format) old.format = s.attributes.format;
    if (s.attributes.names.includes('noreturn')) old.noreturn = true;
    old.attributes.push(...s.attributes.names);
    if (cx.scope !== cx.fileScope) cx.scope.names.set(d.name, old);
    return old;
  }
  if (old) cx.diagnostics.error(d.at, `'${d.name}' is declared twice, differently`).notes.push({ message: 'first declaration', at: old.at });
  const symbol: FunctionSymbol = {
    kind: 'function', name: d.name, type, storage: s.storage === 'static' ? 'static' : 'extern', id: cx.id(), at: d.at, used: false,
    inline: s.inline, isDefined: false, implicit: false, noreturn: s.attributes.names.includes('noreturn'), attributes: [...s.attributes.names], format: s.attributes.format,
  };
  cx.fileScope.names.set(d.name, symbol);
  if (cx.scope !== cx.fileScope) cx.scope.names.set(d.name, symbol);
  return symbol;
}

interface Postponed {
  readonly symbol: FunctionSymbol;
  readonly d: Declarator;
  readonly mark: number;
  readonly pack: number;
}

/** Bodies that nobody has asked for yet, and where each body that was read began. */
const postponed = new WeakMap<Context, { waiting: Postponed[]; readonly begins: Map<FunctionSymbol, number> }>();

const postponedOf = (cx: Context): { waiting: Postponed[]; readonly begins: Map<FunctionSymbol, number> } => {
  let known = postponed.get(cx);
  if (known === undefined) postponed.set(cx, (known = { waiting: [], begins: new Map() }));
  return known;
};

/** Headers are full of small functions, and a file uses few of them. */
function mayWait(p: Parser, symbol: FunctionSymbol, s: Specifiers, old: unknown): boolean {
  return p.cx.onDemand && old === null && s.storage === 'static' && s.inline && outermost(p.token).file.system && !symbol.isDefined;
}

/** Step over the body; one that keeps data of its own is read at once, so that data lie in the order of the text. */
function postpone(p: Parser, symbol: FunctionSymbol, d: Declarator): void {
  const { mark, pack } = p;
  let depth = 0;
  do {
    const t = p.token;
    if (t.text === '{') depth++;
    if (t.text === '}') depth--;
    if (t.kind === 'eof' || t.kind === 'string' || t.text === 'static') {
      p.rewind(mark);
      p.pack = pack;
      return functionBody(p, symbol, d, null);
    }
    p.next();
  } while (depth > 0);
  symbol.at = d.at;
  symbol.isDefined = true;
  postponedOf(p.cx).waiting.push({ symbol, d, mark, pack });
}

/** What is named somewhere is read, and what that names; then all functions stand in the order of the text. */
function readPostponed(p: Parser): void {
  const { cx } = p;
  const all = postponedOf(cx);
  for (let asked = true; asked; ) {
    const now = all.waiting.filter(({ symbol }) => cx.named.has(symbol));
    all.waiting = all.waiting.filter(({ symbol }) => !cx.named.has(symbol));
    asked = now.length > 0;
    for (const { symbol, d, mark, pack } of now) {
      p.rewind(mark);
      p.pack = pack;
      symbol.isDefined = false;
      guarded(p, () => functionBody(p, symbol, d, null));
    }
  }
  if (all.begins.size > 0) cx.unit.functions.sort((a, b) => (all.begins.get(a.symbol) ?? 0) - (all.begins.get(b.symbol) ?? 0));
  postponed.delete(cx);
}

function functionBody(p: Parser, symbol: FunctionSymbol, d: Declarator, old: Map<string, CType> | null): void {
  const { cx } = p;
  const type = d.type as CType & { kind: 'function' };
  if (symbol.isDefined) cx.diagnostics.error(d.at, `'${d.name}' is defined twice`).notes.push({ message: 'first definition', at: symbol.at });
  symbol.isDefined = true;
  symbol.at = d.at;
  if (cx.onDemand) postponedOf(cx).begins.set(symbol, p.mark);
  const sizes = cx.pendingSizes;
  cx.pendingSizes = [];
  cx.scope = new Scope(cx.fileScope);
  const params: Variable[] = (d.params ?? type.params).map((param) => {
    const v = param.symbol ?? cx.variable(param.name, param.type, param.at, 'param');
    v.used = true;
    if (cx.scope.names.has(param.name) && param.name) cx.error(param.at, `parameter '${param.name}' twice`);
    if (param.name) cx.scope.names.set(param.name, v);
    if (!isComplete(param.type) && param.type.kind !== 'error') cx.error(param.at, `parameter '${param.name}' has incomplete type '${typeName(param.type)}'`);
    return v;
  });
  const body = { symbol, params, locals: [] as Variable[], body: { kind: 'compound' as const, body: [] as Stmt[], at: d.at as Where, end: d.at as Where, hasVla: false }, labels: [], at: d.at };
  for (const s of sizes) if (s.kind === 'size') body.locals.push(s.symbol);
  for (const v of old === null ? [] : params) {
    const local = narrowed(cx, v, old?.get(v.name) ?? v.type, body.locals);
    if (local === null) continue;
    sizes.push(local.start);
    cx.scope.names.set(v.name, local.symbol);
  }
  cx.current = { symbol, body, labels: new Map(), switches: [], breakable: 0, loops: 0, undeclared: new Set(), cleanups: [] };
  const errors = cx.diagnostics.errors;
  try {
    body.body = parseCompound(p, false);
    body.body.body.unshift(...sizes);
    warnFunction(cx, body, cx.diagnostics.errors === errors);
    cx.unit.functions.push(body);
  } finally {
    cx.current = null;
    cx.scope = cx.fileScope;
  }
}

/** A function of a system header that is a macro in truth: the name is free, as long as nobody has called it. */
function freeMacroName(cx: Context, name: string): void {
  const old = cx.fileScope.names.get(name);
  if (old?.kind === 'function' && old.at.file.system && !old.used && old.attributes.includes('macro')) cx.fileScope.names.delete(name);
}

function declareGlobal(cx: Context, d: Declarator, s: Specifiers): Variable {
  freeMacroName(cx, d.name);
  const old = cx.fileScope.names.get(d.name);
  if (d.type.kind === 'void' && s.storage !== 'extern') cx.error(d.at, `variable '${d.name}' is declared void`);
  if (old) {
    if (old.kind === 'variable' && (compatible(unqualified(old.type), unqualified(d.type)))) {
      if (d.type.kind === 'array' && d.type.length !== null) old.type = d.type;
      if (s.storage !== 'extern') {
        if (old.storage === 'extern') old.storage = 'static';
        old.isDefined = true;
      }
      if (cx.scope !== cx.fileScope) cx.scope.names.set(d.name, old);
      return old;
    }
    cx.diagnostics.error(d.at, `'${d.name}' is declared twice, differently`).notes.push({ message: 'first declaration', at: old.at });
  }
  const symbol = cx.variable(d.name, d.type, d.at, s.storage === 'extern' ? 'extern' : 'static');
  symbol.hidden = false;
  symbol.isDefined = s.storage !== 'extern';
  symbol.linkage = s.storage === 'static' ? 'internal' : 'external';
  symbol.align = Math.max(alignOf(d.type), s.attributes.aligned ?? 1);
  symbol.section = s.attributes.section;
  if (d.unused || s.attributes.names.some((n) => n === 'unused' || n === 'used' || n === 'alias')) symbol.used = true;
  cx.unit.globals.push(symbol);
  cx.fileScope.names.set(d.name, symbol);
  if (cx.scope !== cx.fileScope) cx.scope.names.set(d.name, symbol);
  return symbol;
}
function initializeGlobal(p: Parser, symbol: Variable, at: Where): void {
  if (symbol.init) p.cx.error(at, `'${symbol.name}' is initialised twice`);
  symbol.storage = 'static';
  symbol.isDefined = true;
  parseInitializer(p, symbol);
  checkConstant(p.cx, symbol.init);
}
function checkConstant(cx: Context, init: Initializer | null): void {
  if (!init) return;
  if (init.whole) {
    const e = init.whole;
    // gcc: a constant compound literal may initialise a static object.
    if (e.kind === 'literal' && e.symbol.init) {
      init.entries = e.symbol.init.entries;
      init.whole = null;
    } else cx.error(e.at, 'initialiser is not constant');
  }
  for (const entry of init.entries) {
    const v: Expr = entry.value;
    if (v.kind === 'literal' && v.type.kind === 'record' && v.symbol.init) continue;
    if (fold(v)) continue;
    entry.value = withConstants(v);
    if (!fold(entry.value)) cx.error(v.at, 'initialiser is not constant');
  }
}

/** Tentative definitions of incomplete arrays get one element (6.9.2). */
function finishGlobals(cx: Context): void {
  for (const g of cx.unit.globals) {
    if (!g.isDefined) continue;
    if (g.type.kind === 'array' && g.type.length === null) g.type = { ...g.type, length: 1 };
    if (!isComplete(g.type) && g.type.kind !== 'error' && g.type.kind !== 'void') cx.error(g.at, `'${g.name}' has incomplete type '${typeName(g.type)}'`);
  }
}

function localDeclaration(p: Parser): Stmt[] {
  const { cx } = p;
  const out: Stmt[] = [];
  const s = parseSpecifiers(p);
  const flush = (): void => {
    out.push(...cx.pendingSizes);
    cx.pendingSizes = [];
  };
  if (p.accept(';')) return out;
  do {
    const d = parseDeclarator(p, s.type);
    skipAsmName(p);
    const own = { ...s, attributes: { ...s.attributes, names: [...s.attributes.names] } };
    parseAttributes(p, own.attributes);
    own.attributes.cleanup ??= d.cleanup;
    d.type = inMode(p, d.type, own.attributes.mode);
    flush();
    if (s.storage === 'typedef') declareTypedef(p, d, own);
    else if (d.type.kind === 'function') {
      declareFunction(cx, d, own);
      if (p.is('{')) stopAt(cx, d.at, `function '${d.name}' begins inside '${cx.current?.symbol.name ?? ''}': is a '}' missing before it?`);
    } else if (s.storage === 'extern') declareGlobal(cx, d, own);
    else out.push(...localVariable(p, d, own));
    flush();
  } while (p.accept(','));
  p.expect(';', 'after the declaration');
  return out;
}

function stopAt(cx: Context, at: Where, message: string): never {
  cx.diagnostics.error(at, message);
  throw new SyntaxStop();
}

function localVariable(p: Parser, d: Declarator, s: Specifiers): Stmt[] {
  const { cx } = p;
  const old = cx.scope.names.get(d.name);
  // `retrun x;` reads as a declaration with an unknown type: told already, and the name keeps its meaning.
  const meant = cx.scope.find(d.name);
  if (d.type.kind === 'error' && meant?.kind === 'variable' && !p.is('=')) {
    meant.used = true;
    return [];
  }
  if (old) cx.diagnostics.error(d.at, `'${d.name}' is declared twice in one block`).notes.push({ message: 'first declaration', at: old.at });
  const isStatic = s.storage === 'static';
  const symbol = cx.variable(d.name, d.type, d.at, isStatic ? 'static' : 'auto');
  symbol.align = Math.max(alignOf(d.type), s.attributes.aligned ?? 1);
  symbol.isDefined = true;
  symbol.linkage = 'internal';
  if (d.unused || s.attributes.cleanup || s.attributes.names.includes('unused')) {
    symbol.used = true;
    symbol.uses++;
  }
  if (isStatic) cx.unit.globals.push(symbol);
  else cx.current?.body.locals.push(symbol);
  if (s.autoType) {
    p.expect('=', "after a name declared with '__auto_type'");
    const value = rvalue(cx, parseAssignment(p));
    symbol.type = unqualified(value.type);
    symbol.init = { entries: value.type.kind === 'record' ? [] : [{ offset: 0, type: symbol.type, bits: null, value }], whole: value.type.kind === 'record' ? value : null };
  }
  cx.scope.names.set(d.name, symbol);
  if (!s.autoType && p.accept('=')) {
    parseInitializer(p, symbol);
    if (isStatic) checkConstant(cx, symbol.init);
  }
  const t = symbol.type;
  if (t.kind === 'void') cx.error(d.at, `variable '${d.name}' is declared void`);
  else if (!isComplete(t) && t.kind !== 'error') {
    cx.error(d.at, `'${d.name}' has incomplete type '${typeName(t)}'${t.kind === 'array' ? ': give its size' : ''}`);
    if (t.kind === 'record') symbol.type = ERROR;
  }
  if (isStatic && isVla(t)) cx.error(d.at, `static array '${d.name}' must have a constant size`);
  const cleanup = cleanupOf(p, symbol, d.at, s);
  return isStatic ? [] : [{ kind: 'declare', symbol, cleanup, at: d.at }];
}

/** The call that __attribute__((cleanup(f))) asks for at the end of the scope: f(&variable), its value unused. */
function cleanupOf(p: Parser, symbol: Variable, at: Token, s: Specifiers): Expr | null {
  const { cx } = p;
  const name = s.attributes.cleanup;
  if (!name) return null;
  if (symbol.storage !== 'auto' || !cx.current) {
    cx.diagnostics.warning('attributes', s.at, `'cleanup' does nothing to '${symbol.name}': only a local variable that is not static has an end of its scope`);
    return null;
  }
  const f = name.kind === 'name' ? cx.scope.find(name.text) : null;
  if (f?.kind !== 'function') {
    cx.error(name, `'cleanup' wants the name of a function${name.kind === 'name' ? `, and '${name.text}' is ${f ? 'none' : 'not declared'}` : ''}`);
    return null;
  }
  f.used = true;
  cx.named.add(f);
  cx.current.cleanups = [...cx.current.cleanups, symbol];
  const variable: Expr = { kind: 'variable', symbol, type: symbol.type, at };
  return call(cx, { kind: 'function', symbol: f, type: f.type, at }, [unary(cx, '&', variable, at)], at);
}
