/** Assignments, updates and initialisers: scalars, bit-fields and whole structs. */
import type { Expr, Variable } from './ast';
import { fold } from './constant';
import { hasEffects } from './effects';
import { integerOf, is64, isWide, sizeOf } from './ctype';
import type { CType } from './ctype';
import { doubleWords, low32 } from './lower-words';
import { CallLowering } from './lower-call';
import type { Place } from './lower-place';

export abstract class AssignLowering extends CallLowering {
  protected copy(to: Place, value: Expr): void {
    if (sizeOf(value.type) === 0) {
      this.aggregate(value);
      return;
    }
    if (value.kind === 'call') {
      this.call(value, to);
      return;
    }
    const from = this.addressIn(this.aggregate(value), -1);
    this.emit('copy', this.addressIn(to, -1), from, sizeOf(value.type));
  }
  initialize(v: Variable, place: Place): void {
    const { init } = v;
    if (!init) return;
    if (place.kind === 'register') {
      const entry = init.entries[0];
      if (entry) this.at(v.at, () => this.into(entry.value, place.register));
      return;
    }
    if (init.whole) {
      this.copy(place, init.whole);
      return;
    }
    const size = sizeOf(v.type);
    const scalar = v.type.kind !== 'record' && v.type.kind !== 'array';
    if (!scalar && size > 0) {
      const at = place.kind === 'memory' ? place : { kind: 'memory' as const, base: this.addressIn(place, -1), offset: 0 };
      this.emit('zero', at.base, at.offset, size);
    }
    for (const entry of init.entries) {
      const mark = this.top;
      const target = this.shift(place, entry.offset);
      if (entry.value.type.kind === 'record') this.copy(target, entry.value);
      else if (entry.bits) {
        const bits = this.data.bitField(entry.bits.start, entry.bits.width, integerOf(entry.type)?.signed ?? false, sizeOf(entry.type));
        const r = this.value(entry.value);
        this.emit(is64(entry.type) ? 'stbf2' : 'stbf', r, this.addressIn(target, -1), bits);
      } else {
        const value = this.value(this.trimmed(entry.value, entry.type));
        const packed = target.kind === 'memory' && target.offset % Math.min(4, sizeOf(entry.type)) !== 0;
        this.store(packed ? { ...target, unaligned: true } : target, entry.type, value);
      }
      this.top = mark;
    }
  }
  /** Drops narrowing casts that the store does anyway. */
  protected trimmed(e: Expr, type: CType): Expr {
    const size = sizeOf(type);
    let x = e;
    while (x.kind === 'cast' && integerOf(x.type) && !integerOf(x.type)?.isBool && integerOf(x.operand.type) && sizeOf(x.type) >= size && sizeOf(x.operand.type) <= 4 && sizeOf(x.type) <= 4) x = x.operand;
    return x;
  }
  protected assignValue(e: Expr & { kind: 'assign' }, dest: number, wanted: boolean): number {
    const { target, value } = e;
    if (target.type.kind === 'record') {
      const p = this.placeOf(target);
      this.copy(p, value);
      return wanted ? this.addressIn(p, dest) : 0;
    }
    const p = this.settle(target);
    if (p.kind === 'register') {
      this.into(value, p.register);
      return p.register;
    }
    const r = this.value(wanted ? value : this.trimmed(value, this.bitDescriptor(target) >= 0 ? value.type : target.type));
    this.storeTo(target, p, r);
    return wanted ? this.seenThrough(target, r) : r;
  }
  /** Value of an assignment to a bit-field is what the field then holds. */
  protected seenThrough(target: Expr, r: number): number {
    if (target.kind !== 'member' || !target.field.bits) return r;
    const { width } = target.field.bits;
    const t = integerOf(target.type);
    const wide = is64(target.type);
    const d = this.temp(wide);
    const unused = (wide ? 64 : 32) - width;
    if (unused === 0 || t?.isBool) return r;
    if (wide) {
      const n = this.temp(false);
      this.emit('li', n, unused);
      this.emit('shl2', d, r, n);
      this.emit(t?.signed ? 'shr2' : 'shru2', d, d, n);
    } else {
      this.emit('shli', d, r, unused);
      this.emit(t?.signed ? 'shri' : 'shrui', d, d, unused);
    }
    return d;
  }
  protected updateValue(e: Expr & { kind: 'update' }, wanted: boolean): number {
    const { target, value, compute } = e;
    // As gcc: a value that has effects comes first, and the update sees what it changed.
    const inRegister = target.kind === 'variable' && this.variablePlace(target.symbol).kind === 'register';
    const early = hasEffects(value) && !inRegister ? this.value(value) : -1;
    const p = this.settle(target);
    if (e.step) {
      const n = fold(value);
      const s = fold(e.step);
      const old = this.loadVia(target, p);
      const d = p.kind === 'register' ? p.register : this.temp(false);
      if (n?.kind === 'integer' && s?.kind === 'integer') this.emit('addi', d, old, low32(n.value * s.value) * (e.op === '-' ? -1 : 1));
      else {
        const delta = early < 0 ? this.binaryValue('*', value, e.step, this.cx.types.int, -1) : this.registerOp('*', early, this.value(e.step), this.cx.types.int, -1);
        this.emit(e.op === '-' ? 'sub' : 'add', d, old, delta);
      }
      this.storeTo(target, p, d);
      return d;
    }
    const same = p.kind === 'register' && this.classOf(compute) === this.classOf(target.type) && sizeOf(compute) === sizeOf(target.type);
    const held = this.convert(this.loadVia(target, p), target.type, compute, -1);
    const constant = fold(value);
    const dest = same && p.kind === 'register' ? p.register : -1;
    const raw = !isWide(compute) && constant?.kind === 'integer' ? this.immediateOp(e.op, held, low32(constant.value), compute, dest) : this.registerOp(e.op, held, early < 0 ? this.value(value) : early, compute, dest);
    const back = this.convert(raw, compute, target.type, same ? dest : -1);
    this.storeTo(target, p, back);
    return wanted ? this.seenThrough(target, back) : back;
  }
  protected loadVia(target: Expr, p: Place): number {
    const bits = this.bitDescriptor(target);
    if (bits < 0) return this.load(p, target.type, -1);
    const d = this.temp(is64(target.type));
    this.emit(is64(target.type) ? 'ldbf2' : 'ldbf', d, this.addressIn(p, -1), bits);
    return d;
  }
  protected incrementValue(e: Expr & { kind: 'increment' }, dest: number, wanted: boolean): number {
    const { target } = e;
    const p = this.settle(target);
    const old = this.loadVia(target, p);
    const wide = isWide(target.type);
    let before = old;
    if (wanted && !e.prefix && p.kind === 'register') {
      before = dest < 0 || dest === p.register ? this.temp(wide) : dest;
      this.emit(wide ? 'mov2' : 'mov', before, old);
    }
    const d = p.kind === 'register' ? p.register : this.temp(wide);
    const step = e.step ? fold(e.step) : null;
    const t = integerOf(target.type);
    if (e.step && step?.kind !== 'integer') this.emit(e.by > 0 ? 'add' : 'sub', d, old, this.value(e.step));
    else if (target.type.kind === 'float') {
      const one = this.temp(true);
      this.emit('li2', one, ...doubleWords({ value: e.by }));
      this.emit('fadd', d, old, one);
      if (target.type.single) this.emit('fround', d, d);
    } else if (wide) {
      const one = this.temp(true);
      this.emit('li2', one, e.by, e.by < 0 ? -1 : 0);
      this.emit('add2', d, old, one);
    } else this.emit('addi', d, old, e.by * (step?.kind === 'integer' ? Number(step.value) : 1));
    if (t && t.size < 4) this.convert(d, this.cx.types.int, target.type, d);
    this.storeTo(target, p, d);
    if (!wanted) return d;
    return e.prefix ? this.seenThrough(target, d) : before;
  }
}
