/** Declaration specifiers and declarators (C11 6.7). */
import type { Expr, Typedef } from './ast';
import type { ArrayType, CType, FunctionType, Param } from './ctype';
import { ERROR, VOID, arrayOf, isInteger, isVla, pointerTo, qualify, sizeOf, typeName } from './ctype';
import { foldInteger } from './constant';
import { cast, rvalue } from './convert';
import type { Parser } from './parser';
import type { Attributes } from './parse-attribute';
import { inMode, noAttributes, parseAttributes } from './parse-attribute';
import { parseEnum, parseRecord } from './parse-record';
import type { Token } from './lex';
import { nearest } from './source';
import { Scope } from './context';
import { KEYWORDS, QUALIFIERS, UNMODELLED, WORDS, basicType, startsType } from './type-words';

export interface Specifiers {
  type: CType;
  storage: 'typedef' | 'extern' | 'static' | 'auto' | 'register' | '';
  inline: boolean;
  attributes: Attributes;
  at: Token;
  autoType: boolean;
}

export function parseSpecifiers(p: Parser): Specifiers {
  const s: Specifiers = { type: ERROR, storage: '', inline: false, attributes: noAttributes(), at: p.token, autoType: false };
  const words: string[] = [];
  let quals = 0;
  let type: CType | null = null;
  for (;;) {
    parseAttributes(p, s.attributes);
    const t = p.token;
    if (t.kind !== 'name') break;
    const word = WORDS.get(t.text);
    if (t.text === '_Atomic' && !type && p.peek(1).text === '(') type = parseAtomic(p);
    else if (word === 'qualifier') quals |= QUALIFIERS[p.next().text];
    else if (word === 'storage') {
      if (s.storage && s.storage !== t.text) p.cx.error(t, `'${t.text}' after '${s.storage}'`);
      s.storage = p.next().text as Specifiers['storage'];
    } else if (word === 'basic') {
      if (type) p.cx.error(t, `'${t.text}' after another type`);
      words.push(p.next().text);
    } else if (word === 'inline') {
      s.inline = true;
      p.next();
    } else if (UNMODELLED.has(t.text)) p.fail(`'${t.text}' is not modelled`);
    else if (t.text === '_Noreturn') s.attributes.names.push('noreturn', p.next().text);
    else if (t.text === '_Thread_local' || t.text === '__thread') p.next();
    else if (t.text === '__auto_type') {
      s.autoType = true;
      type = p.cx.types.int;
      p.next();
    } else if (t.text === 'struct' || t.text === 'union') type = parseRecord(p);
    else if (t.text === 'enum') type = parseEnum(p);
    else if (word === 'typeof') type = parseTypeof(p);
    else if (!type && words.length === 0) {
      const symbol = p.cx.scope.find(t.text);
      if (symbol?.kind === 'typedef') type = symbol.type;
      else if (unknownType(p)) type = ERROR;
      else break;
      p.next();
    } else if (words.length > 0 && p.cx.scope.find(t.text)?.kind === 'typedef' && p.peek(1).kind === 'name' && !KEYWORDS.has(p.peek(1).text)) p.cx.error(p.next(), `two types in one declaration: '${words.join(' ')}' and '${t.text}'`);
    else break;
  }
  if (!type && words.length > 0) type = basicType(p, words, s.at);
  if (!type) {
    if (p.is('{') || p.is('}') || p.token.kind === 'eof') p.fail(`declaration expected before '${p.token.text || 'end of file'}'`);
    p.cx.diagnostics.warning('implicit-int', s.at, `type missing in declaration: 'int' assumed`);
    type = p.cx.types.int;
  }
  s.type = qualify(inMode(p, type, s.attributes.mode), quals);
  return s;
}

/** `foo x` or `foo *x` where foo is no type: says so once and goes on. */
function unknownType(p: Parser): boolean {
  const t = p.token;
  const after = p.peek(1);
  const declares = after.kind === 'name' && !KEYWORDS.has(after.text);
  const pointer = after.text === '*' && p.peek(2).kind === 'name' && /^[;,=)(]$/.test(p.peek(3).text) && !p.cx.scope.find(t.text);
  if (!declares && !pointer) return false;
  const names: string[] = [...KEYWORDS];
  for (let s: typeof p.cx.scope | null = p.cx.scope; s; s = s.parent) for (const [name, symbol] of s.names) if (symbol.kind === 'typedef') names.push(name);
  const guess = nearest(t.text, names);
  const tag = p.cx.scope.findTag(t.text);
  p.cx.error(t, `unknown type name '${t.text}'${tag ? `; did you mean '${tag.kind} ${t.text}'?` : guess ? `; did you mean '${guess}'?` : ''}`);
  return true;
}

function parseTypeof(p: Parser): CType {
  p.next();
  p.expect('(', "after 'typeof'");
  p.cx.unevaluated++;
  const type = startsType(p) ? p.rules.typeName(p) : p.rules.expression(p).type;
  p.cx.unevaluated--;
  p.expect(')', "after 'typeof'");
  return type;
}

/** `_Atomic(type)`: the type, as atomics are not modelled. */
function parseAtomic(p: Parser): CType {
  p.next();
  p.next();
  const type = p.rules.typeName(p);
  p.expect(')', "after '_Atomic'");
  return type;
}

export interface Declarator {
  name: string;
  type: CType;
  at: Token;
  /** Parameters with their names where the declarator is a function's. */
  params: Param[] | null;
  /** Says of a variable, beside its name, that it may stay unused. */
  unused: boolean;
  /** Name of the function for the end of its scope, where it stands beside the name. */
  cleanup: Token | null;
}

/** Named or abstract declarator around `base`. */
export function parseDeclarator(p: Parser, base: CType, abstract = false): Declarator {
  return p.nested(() => {
    let type = base;
    const beside = noAttributes();
    parseAttributes(p, beside);
    while (p.accept('*')) {
      let quals = 0;
      parseAttributes(p, beside);
      while (WORDS.get(p.token.text) === 'qualifier') {
        quals |= QUALIFIERS[p.next().text];
        parseAttributes(p, beside);
      }
      type = qualify(pointerTo(type), quals);
    }
    parseAttributes(p, beside);
    const unused = beside.names.includes('unused');
    if (p.is('(') && (!abstract || wrapsDeclarator(p))) {
      // What follows the part in parentheses is read first: that part wraps it.
      const open = p.next();
      const start = p.mark;
      skipParentheses(p);
      const outer = parseSuffix(p, type, open);
      const end = p.mark;
      p.rewind(start);
      const within = parseDeclarator(p, outer.type, abstract);
      p.expect(')', 'in the declarator');
      p.rewind(end);
      return { ...within, params: within.params ?? (within.type === outer.type ? outer.params : null), unused: unused || within.unused, cleanup: beside.cleanup ?? within.cleanup };
    }
    const t = p.token;
    let name = '';
    if (t.kind === 'name' && !KEYWORDS.has(t.text)) name = p.next().text;
    else if (!abstract) p.fail(`name expected in declaration before '${t.text}'`);
    const suffix = parseSuffix(p, type, t);
    return { name, type: suffix.type, at: t, params: suffix.params, unused, cleanup: beside.cleanup };
  });
}

/** Without a name: do the parentheses that open here hold a declarator, and not parameters? */
function wrapsDeclarator(p: Parser): boolean {
  let i = 1;
  while (/^__attribute(__)?$/.test(p.peek(i).text)) {
    i++;
    for (let depth = 0; p.peek(i).kind !== 'eof'; i++) {
      if (p.peek(i).text === '(') depth++;
      if (p.peek(i).text === ')' && --depth === 0) break;
    }
    i++;
  }
  const inner = p.peek(i);
  return inner.text === '*' || inner.text === '(' || inner.text === '[' || (inner.kind === 'name' && !startsType(p, inner));
}
/** Behind the mark that closes the parentheses which opened before. */
function skipParentheses(p: Parser): void {
  for (let depth = 1; depth > 0; ) {
    const t = p.next();
    if (t.kind === 'eof') p.fail("')' missing in the declarator");
    if (t.text === '(') depth++;
    if (t.text === ')') depth--;
  }
}

function parseSuffix(p: Parser, type: CType, at: Token): { type: CType; params: Param[] | null } {
  if (p.is('(')) {
    p.next();
    const f = parseParameters(p);
    const rest = parseSuffix(p, type, at);
    if (rest.type.kind === 'array' || rest.type.kind === 'function') p.cx.error(at, `a function cannot return ${rest.type.kind === 'array' ? 'an array' : 'a function'}`);
    return { type: { ...f, returns: rest.type }, params: f.params };
  }
  if (!p.is('[')) return { type, params: null };
  p.next();
  while (p.accept('static') || (WORDS.get(p.token.text) === 'qualifier' && p.next()));
  let size: Expr | null = null;
  if (p.is('*') && p.peek(1).text === ']') p.next();
  else if (!p.is(']')) size = rvalue(p.cx, p.rules.assignment(p));
  p.expect(']', 'after the array size');
  const element = parseSuffix(p, type, at).type;
  if (element.kind === 'function' || element.kind === 'void') p.cx.error(at, `array of ${element.kind === 'void' ? 'void' : 'functions'}`);
  return { type: sizedArray(p, element, size), params: null };
}

function sizedArray(p: Parser, element: CType, size: Expr | null): ArrayType {
  if (!size || size.type.kind === 'error') return arrayOf(element, size ? 1 : null);
  if (!isInteger(size.type)) p.cx.error(size.at, `array size is '${typeName(size.type)}', not an integer`);
  const v = foldInteger(size);
  if (v !== null && !isVla(element)) {
    if (v < 0n) p.cx.error(size.at, 'array size is negative');
    if (v * BigInt(sizeOf(element)) > 0x7fffffffn) p.cx.error(size.at, 'array is too large');
    return arrayOf(element, Number(v < 0n ? 1n : v));
  }
  if (!p.cx.current && p.cx.scope.parent === null) {
    p.cx.error(size.at, 'array size outside a function must be constant');
    return arrayOf(element, 1);
  }
  const symbol = p.cx.temporary('(size)', p.cx.types.uint, size.at);
  const count = cast(size, p.cx.types.uint);
  const value: Expr = { kind: 'binary', op: '*', left: count, right: p.cx.sizeExpr(element, size.at), type: p.cx.types.uint, at: size.at };
  p.cx.vlaSizes.set(symbol.id, symbol);
  p.cx.pendingSizes.push({ kind: 'size', symbol, value, at: size.at });
  return { ...arrayOf(element, null), vla: { id: symbol.id } };
}

/** Are the parentheses that open here a list of plain names? */
function startsNameList(p: Parser): boolean {
  return p.token.kind === 'name' && !startsType(p) && /^[,)]$/.test(p.peek(1).text);
}

/** The names of a definition in old style; each is int until a declaration says otherwise (parse-old-style.ts). */
function parseNameList(p: Parser): FunctionType {
  const params: Param[] = [];
  do {
    const at = p.next();
    if (at.kind !== 'name') p.fail('name of a parameter expected');
    params.push({ name: at.text, type: p.cx.types.int, at });
  } while (p.accept(','));
  p.expect(')', 'after the parameters');
  return { kind: 'function', quals: 0, returns: VOID, params, variadic: false, prototyped: false };
}

function parseParameters(p: Parser): FunctionType {
  if (startsNameList(p)) return parseNameList(p);
  const params: Param[] = [];
  let variadic = false;
  const scope = p.cx.scope;
  p.cx.scope = new Scope(scope);
  const empty = p.is(')');
  if (p.is('void') && p.peek(1).text === ')') p.next();
  else
    while (!p.is(')')) {
      if (p.accept('...')) {
        variadic = true;
        break;
      }
      const s = parseSpecifiers(p);
      const d = parseDeclarator(p, s.type, true);
      parseAttributes(p, s.attributes);
      let type = inMode(p, d.type, s.attributes.mode);
      if (type.kind === 'array') type = pointerTo(type.of);
      else if (type.kind === 'function') type = pointerTo(type);
      else if (type.kind === 'void') p.cx.error(d.at, 'a parameter cannot be void');
      const symbol = d.name ? p.cx.variable(d.name, type, d.at, 'param') : null;
      if (symbol) p.cx.scope.names.set(d.name, symbol);
      params.push({ name: d.name, type, at: d.at, symbol });
      if (!p.accept(',')) break;
    }
  for (const [name, tag] of p.cx.scope.declaredTags()) p.cx.diagnostics.warning('', tag.at, `'${tag.kind} ${name}' is declared here, inside the parameters: nothing outside is of this type`);
  p.cx.scope = scope;
  p.expect(')', 'after the parameters');
  return { kind: 'function', quals: 0, returns: VOID, params, variadic, prototyped: !empty };
}

export function parseTypeName(p: Parser): CType {
  const s = parseSpecifiers(p);
  return parseDeclarator(p, s.type, true).type;
}

export function declareTypedef(p: Parser, d: Declarator, s: Specifiers): void {
  const { aligned, mode } = s.attributes;
  const sized = inMode(p, d.type, mode);
  const type = aligned === null ? sized : { ...sized, aligned };
  const symbol: Typedef = { kind: 'typedef', name: d.name, type, at: d.at };
  const old = p.cx.scope.names.get(d.name);
  if (old && (old.kind !== 'typedef' || typeName(old.type) !== typeName(type))) {
    const e = p.cx.diagnostics.error(d.at, `'${d.name}' is declared twice, differently`);
    e.notes.push({ message: 'first declaration', at: old.at });
  }
  p.cx.scope.names.set(d.name, symbol);
}
