/** Declaration specifiers, struct/union/enum bodies, declarators, attributes (C11 6.7). */
import type { Expr, Typedef } from './ast';
import type { ArrayType, CType, FunctionType, IntType, Param, RecordInfo } from './ctype';
import { CONST, ERROR, fieldNames, RESTRICT, VOID, VOLATILE, alignOf, arrayOf, isComplete, isInteger, isVla, pointerTo, qualify, sizeOf, typeName } from './ctype';
import type { FieldSpec } from './layout';
import { layOut } from './layout';
import { foldInteger } from './constant';
import { cast, rvalue } from './convert';
import { parseQuoted } from './literal';
import type { Parser } from './parser';
import type { Token } from './lex';
import { nearest } from './source';
import { Scope } from './context';

export interface Attributes {
  packed: boolean;
  aligned: number | null;
  names: string[];
  section: string;
  format: { at: number; first: number } | null;
  mode: string;
  /** Name of the function for the end of the scope. */
  cleanup: Token | null;
}
export const noAttributes = (): Attributes => ({ packed: false, aligned: null, names: [], section: '', format: null, mode: '', cleanup: null });

export interface Specifiers {
  type: CType;
  storage: 'typedef' | 'extern' | 'static' | 'auto' | 'register' | '';
  inline: boolean;
  attributes: Attributes;
  at: Token;
  autoType: boolean;
}

const QUALIFIERS: Record<string, number> = { const: CONST, __const: CONST, __const__: CONST, volatile: VOLATILE, __volatile: VOLATILE, __volatile__: VOLATILE, restrict: RESTRICT, __restrict: RESTRICT, __restrict__: RESTRICT, _Atomic: 0 };
const BASIC = new Set(['void', 'char', 'short', 'int', 'long', 'float', 'double', 'signed', '__signed__', '__signed', 'unsigned', '_Bool']);
const STORAGE = new Set(['typedef', 'extern', 'static', 'auto', 'register']);
const OTHER = new Set(['struct', 'union', 'enum', 'inline', '__inline', '__inline__', 'typeof', '__typeof__', '__typeof', '_Noreturn', '_Alignas', '__attribute__', '__attribute', '_Static_assert', '__auto_type', '_Thread_local', '__thread']);
/** Types of gcc that have no place here: told by name, where they begin a declaration. */
const UNMODELLED = new Set(['_Complex', '__complex__', '__complex', '_Decimal32', '_Decimal64', '_Decimal128', '__int128', '__int128_t', '__uint128_t', '__float128', '_Float128']);
/** What a word is that may begin or go on with specifiers. */
const WORDS = new Map<string, 'qualifier' | 'basic' | 'storage' | 'inline' | 'typeof' | 'other'>([
  ...[...OTHER].map((word) => [word, /^(__)?inline(__)?$/.test(word) ? 'inline' : /^(__)?typeof(__)?$/.test(word) ? 'typeof' : 'other'] as const),
  ...Object.keys(QUALIFIERS).map((word) => [word, 'qualifier'] as const), ...[...BASIC].map((word) => [word, 'basic'] as const), ...[...STORAGE].map((word) => [word, 'storage'] as const),
]);
export const KEYWORDS = new Set([...Object.keys(QUALIFIERS), ...BASIC, ...STORAGE, ...OTHER, 'if', 'else', 'while', 'do', 'for', 'switch', 'case', 'default', 'break', 'continue', 'goto', 'return', 'sizeof', '_Alignof', '__alignof__', '_Generic', 'asm', '__asm__', '__asm']);

export function startsType(p: Parser, t: Token = p.token): boolean {
  if (t.kind !== 'name') return false;
  if (WORDS.has(t.text)) return true;
  if (UNMODELLED.has(t.text)) return true;
  return p.cx.scope.find(t.text)?.kind === 'typedef';
}

function constantInteger(p: Parser, what: string): bigint | null {
  const e = rvalue(p.cx, p.rules.conditional(p));
  const v = foldInteger(e);
  if (v === null && e.type.kind !== 'error') p.cx.error(e.at, `${what} is not an integer constant expression`);
  return v;
}

function alignment(p: Parser): number {
  const at = p.token;
  const n = Number(constantInteger(p, 'alignment') ?? 0n);
  if (n >= 0 && n <= 0x10000000 && (n & (n - 1)) === 0) return n;
  p.cx.error(at, `alignment ${n} is no power of two`);
  return 0;
}

const UNDERSCORE = 0x5f;

export function parseAttributes(p: Parser, into: Attributes): void {
  for (;;) {
    const { kind, text } = p.token;
    if (kind !== 'name' || text.charCodeAt(0) !== UNDERSCORE) return;
    if (text === '_Alignas') {
      p.next();
      p.expect('(', "after '_Alignas'");
      const n = startsType(p) ? alignOf(p.rules.typeName(p)) : alignment(p);
      p.expect(')', "after '_Alignas'");
      if (n) into.aligned = Math.max(into.aligned ?? 0, n);
    } else if (text === '__attribute__' || text === '__attribute') {
      p.next();
      p.expect('(', "after '__attribute__'");
      p.expect('(', "after '__attribute__'");
      while (!p.is(')')) {
        if (!p.accept(',')) parseAttribute(p, into);
      }
      p.expect(')', 'after attributes');
      p.expect(')', 'after attributes');
    } else return;
  }
}

function parseAttribute(p: Parser, into: Attributes): void {
  const name = p.next().text.replace(/^__|__$/g, '');
  into.names.push(name);
  if (name === 'packed') into.packed = true;
  const args: Token[] = [];
  if (name === 'aligned') {
    into.aligned = 16;
    if (p.accept('(')) {
      const n = alignment(p);
      if (n) into.aligned = n;
      p.expect(')', "after 'aligned'");
    }
    return;
  }
  if (name === 'vector_size') p.cx.error(p.previous, 'vector types are not modelled');
  if (!p.accept('(')) return;
  for (let depth = 1; ; ) {
    const t = p.next();
    if (t.kind === 'eof') p.fail("')' missing after attribute");
    if (t.text === '(') depth++;
    if (t.text === ')' && --depth === 0) break;
    args.push(t);
  }
  if (name === 'cleanup') into.cleanup = args[0] ?? p.previous;
  if (name === 'section' && args[0]) into.section = String.fromCharCode(...parseQuoted(args[0].text).elements);
  if (name === 'mode' && args[0]) into.mode = args[0].text.replace(/^__|__$/g, '');
  if (name === 'format' && /printf|printk/.test(args[0]?.text ?? '')) into.format = { at: Number(args[2]?.text), first: Number(args[4]?.text) };
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

/** Integer of another size: __attribute__((mode(QI))) and the like, after the specifiers or after the name. */
export function inMode(p: Parser, type: CType, mode: string): CType {
  const { types } = p.cx;
  if (mode === '' || type.kind !== 'int') return type;
  const made = {
    QI: [types.schar, types.uchar], byte: [types.schar, types.uchar], HI: [types.short, types.ushort], SI: [types.int, types.uint], DI: [types.llong, types.ullong],
    word: [types.int, types.uint], pointer: [types.int, types.uint],
  }[mode]?.[type.signed ? 0 : 1];
  return made ? qualify(made, type.quals) : type;
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

function basicType(p: Parser, words: string[], at: Token): CType {
  const ty = p.cx.types;
  const count = (w: string): number => words.filter((x) => x.replace(/__/g, '') === w).length;
  const unsigned = count('unsigned') > 0;
  const signed = count('signed') > 0;
  checkWords(p, count, at);
  if (count('void')) return VOID;
  if (count('_Bool')) return ty.bool;
  if (count('float')) return ty.float;
  if (count('double')) return count('long') ? ty.ldouble : ty.double;
  if (count('char')) return unsigned ? ty.uchar : signed ? ty.schar : ty.char;
  if (count('short')) return unsigned ? ty.ushort : ty.short;
  if (count('long') >= 2) return unsigned ? ty.ullong : ty.llong;
  if (count('long')) return unsigned ? ty.ulong : ty.long;
  return unsigned ? ty.uint : ty.int;
}

/** C11 6.7.2p2: which words make a type together. */
function checkWords(p: Parser, count: (word: string) => number, at: Token): void {
  const bases = ['void', '_Bool', 'char', 'int', 'float', 'double'].filter((word) => count(word) > 0);
  const sizes = ['short', 'long'].filter((word) => count(word) > 0);
  const signs = ['signed', 'unsigned'].filter((word) => count(word) > 0);
  const [base] = bases;
  const twice = ['void', '_Bool', 'char', 'int', 'float', 'double', 'short', 'signed', 'unsigned'].find((word) => count(word) > 1);
  const tell = (message: string): void => void p.cx.error(at, message);
  if (bases.length > 1) tell(`two types in one declaration: '${base}' and '${bases[1]}'`);
  else if (sizes.length > 1 || signs.length > 1) tell(`both '${(sizes[1] ? sizes : signs).join("' and '")}'`);
  else if (twice !== undefined) tell(`'${twice}' twice`);
  else if (count('long') > 2) tell("'long long long' is no type");
  else if (sizes.length > 0 && bases.length > 0 && base !== 'int' && !(base === 'double' && count('long') === 1)) tell(`'${sizes[0]}' does not go with '${base}'`);
  else if (signs.length > 0 && bases.length > 0 && base !== 'int' && base !== 'char') tell(`'${signs[0]}' does not go with '${base}'`);
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

function parseRecord(p: Parser): CType {
  const kind = p.next().text as 'struct' | 'union';
  const attributes = noAttributes();
  parseAttributes(p, attributes);
  const name = p.token.kind === 'name' ? p.next() : null;
  const at = name ?? p.token;
  const body = p.is('{');
  const known = name ? (body || p.is(';') ? p.cx.scope.tags.get(name.text) : p.cx.scope.findTag(name.text)) : undefined;
  if (known && known.kind !== kind) p.cx.error(at, `'${at.text}' is ${known.kind === 'enum' ? 'an enum' : `a ${known.kind}`} elsewhere`);
  let record: RecordInfo;
  if (known && known.kind !== 'enum') record = known.record;
  else {
    record = { union: kind === 'union', tag: name?.text ?? '', fields: [], complete: false, size: 0, align: 1, at, flexible: false };
    if (name) p.cx.scope.tags.set(name.text, { kind, record, at });
  }
  if (body) {
    if (record.complete) {
      const d = p.cx.diagnostics.error(at, `'${kind} ${record.tag}' defined twice`);
      d.notes.push({ message: 'first definition', at: record.at });
      record = { ...record, fields: [], complete: false };
    }
    record.at = at;
    p.next();
    const specs = parseFields(p, record);
    p.expect('}', `at the end of the ${kind}`);
    parseAttributes(p, attributes);
    layOut(record, specs, { packed: attributes.packed, aligned: attributes.aligned, pack: p.pack }, p.cx.target);
    checkMembers(p, record, specs, kind);
  } else if (!name) p.fail(`'{' or a name expected after '${kind}'`);
  return { kind: 'record', quals: 0, record };
}

function checkMembers(p: Parser, record: RecordInfo, specs: FieldSpec[], kind: 'struct' | 'union'): void {
  const seen = new Set<string>();
  for (const f of record.fields) {
    const names = f.anonymous && f.type.kind === 'record' ? fieldNames(f.type.record) : f.name ? [f.name] : [];
    for (const name of names) {
      if (seen.has(name)) p.cx.error(f.at, `member '${name}' twice in one ${kind}`);
      seen.add(name);
    }
  }
  specs.forEach((one, i) => {
    if (one.type.kind !== 'array' || one.type.length !== null || isVla(one.type)) return;
    if (kind === 'union') p.cx.error(one.at, `array '${one.name}' without a size in a union: only the last member of a struct may be one`);
    else if (i < specs.length - 1) p.cx.error(one.at, `array '${one.name}' without a size is not the last member of its struct`);
    else if (!specs.some((other) => other !== one && (other.name || other.anonymous))) p.cx.error(one.at, `array '${one.name}' without a size is the only member of its struct`);
  });
}

function parseFields(p: Parser, record: RecordInfo): FieldSpec[] {
  const specs: FieldSpec[] = [];
  while (!p.is('}') && p.token.kind !== 'eof') {
    if (p.accept(';')) continue;
    if (p.is('_Static_assert')) {
      parseStaticAssert(p);
      continue;
    }
    const base = parseSpecifiers(p);
    if (p.is(';')) {
      if (base.type.kind === 'record' && base.type.record.tag === '') specs.push({ name: '', type: base.type, width: null, packed: base.attributes.packed, aligned: base.attributes.aligned, anonymous: true, at: base.at });
      else if (base.type.kind !== 'enum' && base.type.kind !== 'error') p.cx.diagnostics.warning('', base.at, 'this declares no member: it has no name');
      p.next();
      continue;
    }
    do {
      specs.push(parseField(p, base, record));
    } while (p.accept(','));
    if (p.is('}')) p.cx.diagnostics.warning('', p.token, `';' is missing after the last member`);
    else p.expect(';', 'after a member');
  }
  return specs;
}
function parseField(p: Parser, base: Specifiers, record: RecordInfo): FieldSpec {
  const d = p.is(':') ? { name: '', type: base.type, at: p.token } : parseDeclarator(p, base.type);
  let width: number | null = null;
  if (p.accept(':')) {
    const w = constantInteger(p, 'width of a bit-field');
    width = Number(w ?? 1n);
    if (!isInteger(d.type) && d.type.kind !== 'error') p.cx.error(d.at, `bit-field '${d.name}' has type '${typeName(d.type)}'`);
    else if (width < 0 || width > sizeOf(d.type) * 8 || (d.type.kind === 'int' && d.type.isBool && width > 1)) p.cx.error(d.at, `width of bit-field '${d.name}' does not fit its type`);
    else if (width === 0 && d.name) p.cx.error(d.at, `bit-field '${d.name}' has no width`);
  } else if (d.type.kind === 'array' && d.type.length === null && !isVla(d.type)) record.flexible = true;
  else if (d.type.kind === 'function') p.cx.error(d.at, `member '${d.name}' is declared as a function`);
  else if (isVla(d.type)) {
    p.cx.error(d.at, `member '${d.name}' has a variable length: a struct's members have constant sizes`);
    d.type = ERROR;
  } else if (!isComplete(d.type) && d.type.kind !== 'error') {
    p.cx.error(d.at, `member '${d.name}' has incomplete type '${typeName(d.type)}'`);
    d.type = ERROR;
  }
  const own = noAttributes();
  parseAttributes(p, own);
  d.type = inMode(p, d.type, own.mode);
  const aligned = own.aligned ?? base.attributes.aligned;
  return { name: d.name, type: d.type, width, packed: own.packed || base.attributes.packed, aligned, anonymous: false, at: d.at };
}

function parseEnum(p: Parser): CType {
  p.next();
  const attributes = noAttributes();
  parseAttributes(p, attributes);
  const name = p.token.kind === 'name' ? p.next() : null;
  const at = name ?? p.token;
  const known = name ? p.cx.scope.findTag(name.text) : null;
  const ownTag = name ? p.cx.scope.tags.get(name.text) : undefined;
  if (known && known.kind !== 'enum') p.cx.error(at, `'${at.text}' is a ${known.kind} elsewhere`);
  const info = known?.kind === 'enum' && (!p.is('{') || !known.info.complete) ? known.info : { tag: name?.text ?? '', constants: [], complete: false, underlying: p.cx.types.uint, at };
  if (name && info !== (known?.kind === 'enum' ? known.info : null)) p.cx.scope.tags.set(name.text, { kind: 'enum', info, at });
  if (!p.accept('{')) return { kind: 'enum', quals: 0, info };
  if (name && ownTag?.kind === 'enum' && ownTag.info.complete) p.cx.diagnostics.error(at, `'enum ${name.text}' defined twice`).notes.push({ message: 'first definition', at: ownTag.at });
  if (p.is('}')) p.cx.error(at, 'an enum without values');
  let value = 0n;
  let negative = false;
  let large = false;
  const made: { value: bigint; type: CType }[] = [];
  while (!p.is('}')) {
    const id = p.next();
    if (id.kind !== 'name') p.fail('name of an enumerator expected');
    if (p.accept('=')) value = constantInteger(p, `value of '${id.text}'`) ?? value;
    if (value < 0n) negative = true;
    if (value > 0x7fffffffn || value < -0x80000000n) large = true;
    const constant = { kind: 'enumerator' as const, name: id.text, value, type: p.cx.types.int as CType, at: id };
    if (p.cx.scope.names.has(id.text)) p.cx.error(id, `'${id.text}' is declared twice`);
    p.cx.scope.names.set(id.text, constant);
    made.push(constant);
    info.constants.push({ name: id.text, value });
    value++;
    if (!p.accept(',')) break;
  }
  p.expect('}', 'at the end of the enum');
  parseAttributes(p, attributes);
  const fitsUnsigned = !negative && made.every((m) => m.value <= 0xffffffffn);
  let underlying: IntType = negative ? p.cx.types.int : p.cx.types.uint;
  if (large && !fitsUnsigned) underlying = negative ? p.cx.types.llong : p.cx.types.ullong;
  else if (attributes.packed) underlying = smallestFor(p, made.map((m) => m.value), negative);
  if (large) for (const m of made) m.type = underlying;
  info.underlying = underlying;
  info.complete = true;
  return { kind: 'enum', quals: 0, info };
}
function smallestFor(p: Parser, values: bigint[], negative: boolean): IntType {
  const ty = p.cx.types;
  const max = values.reduce((a, b) => (b > a ? b : a), 0n);
  const min = values.reduce((a, b) => (b < a ? b : a), 0n);
  if (negative) return min >= -128n && max < 128n ? ty.schar : min >= -32768n && max < 32768n ? ty.short : ty.int;
  return max < 256n ? ty.uchar : max < 65536n ? ty.ushort : ty.uint;
}

export function parseStaticAssert(p: Parser): void {
  const at = p.next();
  p.expect('(', "after '_Static_assert'");
  const e = rvalue(p.cx, p.rules.conditional(p));
  let text = '';
  if (p.accept(',')) while (p.token.kind === 'string') text += String.fromCharCode(...parseQuoted(p.next().text).elements);
  p.expect(')', "after '_Static_assert'");
  p.expect(';', "after '_Static_assert'");
  const v = foldInteger(e);
  if (v === null && e.type.kind !== 'error') p.cx.error(at, 'static assertion is not a constant expression');
  if (v === 0n) p.cx.error(at, `static assertion failed${text ? `: ${text}` : ''}`);
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
