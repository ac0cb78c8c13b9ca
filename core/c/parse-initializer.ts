/** Initialisers (C11 6.7.9) to a flat list of stores, with designators, the GNU `x:` and `[a ... b]` forms. */
import type { Expr, InitEntry, Variable } from './ast';
import type { CType, Field } from './ctype';
import { fieldNames, findField, sizeOf, typeName, unqualified, integerOf } from './ctype';
import { assignConvert, rvalue } from './convert';
import { foldInteger } from './constant';
import { stringLiteral } from './parse-expression';
import type { Parser } from './parser';
import { nearest } from './source';

interface Slot {
  type: CType;
  offset: number;
  bits: Field['bits'];
}

export function parseInitializer(p: Parser, symbol: Variable): void {
  const { cx } = p;
  const { type } = symbol;
  const entries: InitEntry[] = [];
  symbol.init = { entries, whole: null };
  if (type.kind === 'array' && type.vla) cx.error(p.token, `variable length array '${symbol.name}' cannot have an initialiser`);
  if (type.kind === 'array') {
    const n = new Filler(p, entries).array(type, 0);
    if (type.length === null && n !== null) symbol.type = { ...type, length: n };
    return;
  }
  if (p.is('{')) {
    new Filler(p, entries).value({ type, offset: 0, bits: null });
    return;
  }
  const value = assignConvert(cx, p.rules.assignment(p), type, { how: 'init' }, p.previous);
  if (value.type.kind === 'error') return;
  if (type.kind === 'record') symbol.init.whole = value;
  else entries.push({ offset: 0, type: unqualified(type), bits: null, value });
}

class Filler {
  constructor(
    private readonly p: Parser,
    private readonly entries: InitEntry[],
  ) {}

  private put(slot: Slot, value: Expr): void {
    const { offset, bits } = slot;
    const e = assignConvert(this.p.cx, value, slot.type, { how: 'init' }, value.at);
    if (e.type.kind === 'error') return;
    this.entries.push({ offset, type: unqualified(slot.type), bits, value: e });
  }

  /** A whole initialiser for `slot`: braced, string or expression. */
  value(slot: Slot): void {
    const { p } = this;
    p.nested(() => {
      if (slot.type.kind === 'array') {
        this.array(slot.type, slot.offset);
        return;
      }
      if (!p.is('{')) {
        this.put(slot, p.rules.assignment(p));
        return;
      }
      if (slot.type.kind === 'record') {
        this.braced(slot);
        return;
      }
      p.next();
      if (!p.is('}')) this.value(slot);
      this.closeScalar();
    });
  }
  private closeScalar(): void {
    const { p } = this;
    p.accept(',');
    if (!p.is('}')) {
      p.cx.diagnostics.warning('excess-initializers', p.token, 'more values than the object has');
      while (!p.is('}')) {
        this.dropped();
        if (!p.accept(',')) break;
      }
    }
    p.expect('}', 'after the initialiser');
  }

  /** A value that there is no place for. */
  private dropped(): void {
    const { p } = this;
    if (!p.accept('{')) {
      p.rules.assignment(p);
      return;
    }
    for (let depth = 1; depth > 0; ) {
      const t = p.next();
      if (t.kind === 'eof') p.fail("'}' missing after the initialiser");
      if (t.text === '{') depth++;
      if (t.text === '}') depth--;
    }
  }

  /** Array initialiser; returns the number of elements it sets. */
  array(type: CType & { kind: 'array' }, offset: number): number | null {
    const { p } = this;
    const element = integerOf(type.of);
    const paren = p.is('(') && p.peek(1).kind === 'string' && p.peek(2).text === ')';
    const bracedString = p.is('{') && p.peek(1).kind === 'string' && element !== null && /[,}]/.test(this.afterStrings(1));
    if (element && (p.token.kind === 'string' || bracedString || paren)) {
      if (bracedString || paren) p.next();
      const n = this.string(type, offset);
      if (paren) p.next();
      if (bracedString) this.closeScalar();
      return n;
    }
    if (!p.is('{')) {
      const e = p.rules.assignment(p);
      // A compound literal of the same array type is accepted by gcc as an initialiser.
      if (e.kind === 'literal' && e.type.kind === 'array' && e.symbol.init) {
        for (const x of e.symbol.init.entries) this.entries.push({ ...x, offset: x.offset + offset });
        return e.type.length;
      }
      if (e.type.kind !== 'error') p.cx.error(e.at, 'an array is initialised by a list in braces or by a string');
      return null;
    }
    return this.braced({ type, offset, bits: null });
  }
  private afterStrings(from: number): string {
    let i = from;
    while (this.p.peek(i).kind === 'string') i++;
    return this.p.peek(i).text;
  }
  private string(type: CType & { kind: 'array' }, offset: number): number {
    const { p } = this;
    const s = stringLiteral(p);
    const size = sizeOf(type.of);
    if (size !== sizeOf((s.type as CType & { kind: 'array' }).of)) p.cx.error(s.at, `string of another character width than the array of '${typeName(type.of)}'`);
    const limit = type.length ?? s.elements.length;
    if (s.elements.length - 1 > limit) p.cx.diagnostics.warning('excess-initializers', s.at, `string is longer than the array of ${limit}`);
    s.elements.slice(0, limit).forEach((c, i) => {
      const value: Expr = { kind: 'integer', value: integerOf(type.of)?.signed ? BigInt.asIntN(size * 8, BigInt(c)) : BigInt(c), type: unqualified(type.of), at: s.at };
      this.entries.push({ offset: offset + i * size, type: unqualified(type.of), bits: null, value });
    });
    return s.elements.length;
  }

  /** `{ ... }` for a struct, union or array. */
  private braced(slot: Slot): number {
    const { p } = this;
    p.next();
    const count = this.list(slot, true);
    p.expect('}', 'after the initialiser');
    return count;
  }

  /** Fills members of `slot` in order. Without braces of its own it stops when the aggregate is full. */
  private list(slot: Slot, owned: boolean): number {
    const { p } = this;
    let cursor = 0;
    let max = 0;
    for (;;) {
      if (p.is('}')) break;
      const designated = p.is('.') || p.is('[') || (p.token.kind === 'name' && p.peek(1).text === ':' );
      if (designated && !owned) break;
      if (designated) cursor = this.designated(slot, cursor, (n) => (max = Math.max(max, n)));
      else {
        const sub = subobject(slot, cursor);
        if (!sub) {
          if (!owned) break;
          p.cx.diagnostics.warning('excess-initializers', p.token, 'more values than the object has');
          this.dropped();
        } else this.implicit(sub);
        cursor++;
      }
      max = Math.max(max, cursor);
      if (!owned && !subobject(slot, cursor)) break;
      if (!owned && p.is(',') && (p.peek(1).text === '}' || p.peek(1).text === '.' || p.peek(1).text === '[')) break;
      if (!p.accept(',')) break;
    }
    return max;
  }

  /** One subobject without designator: braces may be left out (6.7.9 p20). */
  private implicit(sub: Slot): void {
    const { p } = this;
    const aggregate = sub.type.kind === 'record' || sub.type.kind === 'array';
    if (!aggregate || p.is('{') || (p.token.kind === 'string' && sub.type.kind === 'array' && integerOf(sub.type.of))) {
      this.value(sub);
      return;
    }
    const first = p.token.kind === 'string' ? subobject(sub, 0) : null;
    if (first) {
      // A string may be for an array of characters further inside.
      this.implicit(first);
      this.continueList(sub);
      return;
    }
    // An expression of the struct's own type fills it whole; otherwise it fills the first scalar inside.
    const value = p.rules.assignment(p);
    if (sub.type.kind === 'record' && value.type.kind === 'record' && value.type.record === sub.type.record) this.put(sub, value);
    else this.deliver(sub, value);
  }
  /** `value` goes to the first scalar of `sub`, the following values to the rest. */
  private deliver(sub: Slot, value: Expr): void {
    const first = subobject(sub, 0);
    if (!first) {
      this.p.cx.error(value.at, `'${typeName(sub.type)}' has no member to initialise`);
      return;
    }
    const same = first.type.kind === 'record' && value.type.kind === 'record' && value.type.record === first.type.record;
    if (!same && (first.type.kind === 'record' || first.type.kind === 'array')) this.deliver(first, value);
    else this.put(first, value);
    this.continueList(sub);
  }
  private continueList(slot: Slot): void {
    const { p } = this;
    for (let cursor = 1; ; cursor++) {
      const sub = subobject(slot, cursor);
      const next = p.peek(1).text;
      if (!sub || !p.is(',') || next === '}' || next === '.' || next === '[' || (p.peek(1).kind === 'name' && p.peek(2).text === ':')) return;
      p.next();
      this.implicit(sub);
    }
  }

  /** A braced initialiser for a whole subobject replaces what was said of its parts before. */
  private forget(target: Slot): void {
    const end = target.offset + sizeOf(target.type);
    for (let i = this.entries.length - 1; i >= 0; i--) if (this.entries[i].offset >= target.offset && this.entries[i].offset < end) this.entries.splice(i, 1);
  }

  private designated(slot: Slot, cursor: number, reach: (n: number) => void): number {
    const { p } = this;
    let target: Slot = slot;
    let next = cursor;
    let repeat = 1;
    for (let depth = 0; ; depth++) {
      if (p.is('[')) {
        p.next();
        const low = foldInteger(rvalue(p.cx, p.rules.conditional(p)));
        const high = p.accept('...') ? foldInteger(rvalue(p.cx, p.rules.conditional(p))) : low;
        p.expect(']', 'after the designator');
        if (target.type.kind !== 'array' || low === null || high === null) return p.fail("'[n]' designates an element of an array by a constant");
        const length = target.type.length;
        if (low < 0n || high < low || (length !== null && high >= BigInt(length))) return p.fail(`index ${high} is outside the array`);
        repeat = Number(high - low) + 1;
        if (depth === 0) next = Number(high) + 1;
        target = subobject(target, Number(low)) ?? target;
      } else if (p.is('.') || (depth === 0 && p.token.kind === 'name')) {
        p.accept('.');
        const name = p.next();
        if (target.type.kind !== 'record') return p.fail(`'.${name.text}' designates a member, but '${typeName(target.type)}' is no struct`);
        const { record } = target.type;
        const found = findField(record, name.text);
        if (!found) {
          const guess = nearest(name.text, fieldNames(record));
          p.cx.error(name, `'${typeName(unqualified(target.type))}' has no member '${name.text}'${guess ? `; did you mean '${guess}'?` : ''}`);
          while (p.is('.') || p.is('[')) p.next();
          p.accept('=');
          p.accept(':');
          if (p.is('{')) p.fail('this initialiser is skipped');
          p.rules.assignment(p);
          return cursor;
        }
        if (depth === 0) next = record.fields.findIndex((f) => f === found.field || (f.anonymous && f.type.kind === 'record' && findField(f.type.record, name.text))) + 1;
        target = { type: found.field.type, offset: target.offset + found.offset, bits: found.field.bits };
      } else break;
    }
    if (!p.accept('=')) p.accept(':');
    if (p.is('{') && !target.bits) this.forget(target);
    const start = this.entries.length;
    reach(next);
    if (p.is('{') || target.type.kind === 'record' || target.type.kind !== 'array') this.implicit(target);
    else this.value(target);
    const made = this.entries.slice(start);
    for (let i = 1; i < repeat; i++) for (const e of made) this.entries.push({ ...e, offset: e.offset + i * sizeOf(target.type) });
    return next;
  }
}

function subobject(slot: Slot, index: number): Slot | null {
  const { type } = slot;
  if (type.kind === 'array') {
    if (type.length !== null && index >= type.length) return null;
    return { type: type.of, offset: slot.offset + index * sizeOf(type.of), bits: null };
  }
  if (type.kind !== 'record') return null;
  const field = type.record.fields[index] as Field | undefined;
  if (!field || (type.record.union && index > 0)) return null;
  return { type: field.type, offset: slot.offset + field.offset, bits: field.bits };
}

