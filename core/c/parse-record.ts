/** Bodies of structs, unions and enums (C11 6.7.2.1, 6.7.2.2), and static assertions. */
import { foldInteger } from './constant';
import { rvalue } from './convert';
import type { CType, IntType, RecordInfo } from './ctype';
import { ERROR, fieldNames, isComplete, isInteger, isVla, sizeOf, typeName } from './ctype';
import type { FieldSpec } from './layout';
import { layOut } from './layout';
import { parseQuoted } from './literal';
import type { Parser } from './parser';
import { constantInteger, inMode, noAttributes, parseAttributes } from './parse-attribute';
import type { Specifiers } from './parse-type';

export function parseRecord(p: Parser): CType {
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
    const base = p.rules.specifiers(p);
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
  const d = p.is(':') ? { name: '', type: base.type, at: p.token } : p.rules.declarator(p, base.type);
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

export function parseEnum(p: Parser): CType {
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

