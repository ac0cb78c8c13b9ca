/**
 * Expressions to instructions. Scalars whose address is not taken live in registers of the frame's window; a 64-bit
 * integer or a floating value takes an even pair. Everything else lives in simulated memory.
 */
import type { BinaryOp, CompareOp, Expr, FunctionBody, FunctionSymbol, Stmt, Variable } from './ast';
import type { CType } from './ctype';
import { alignOf, integerOf, is64, isWide, sizeOf } from './ctype';
import type { Context } from './context';
import { fold, isTrue } from './constant';
import type { Folded } from './constant';
import { Emitter } from './emit';
import type { Label, LocalInfo, SymbolRef } from './emit';
import { BIT_KINDS } from './bytecode';

export type Place =
  | { kind: 'register'; register: number }
  | { kind: 'memory'; base: number; offset: number; unaligned?: boolean }
  | { kind: 'absolute'; symbol: SymbolRef | null; offset: number; unaligned?: boolean }
  | { kind: 'indexed'; base: number; index: number; /** Bytes of an element. */ scale: number };

/** Strings, static literals and the like that lowering finds on its way. */
export interface UnitData {
  useString(e: Expr & { kind: 'string' }): void;
  bitField(start: number, width: number, signed: boolean, unit: number): number;
}

const words = new DataView(new ArrayBuffer(8));
export function doubleWords(value: number): [number, number] {
  words.setFloat64(0, value, true);
  return [words.getInt32(0, true), words.getInt32(4, true)];
}
const low32 = (v: bigint): number => Number(BigInt.asIntN(32, v));

const INT_OPS: Record<BinaryOp, [string, string]> = {
  '+': ['add', 'add'], '-': ['sub', 'sub'], '*': ['mul', 'mul'], '/': ['div', 'divu'], '%': ['rem', 'remu'], '&': ['and', 'and'], '|': ['or', 'or'], '^': ['xor', 'xor'], '<<': ['shl', 'shl'], '>>': ['shr', 'shru'],
};
const IMMEDIATE: Partial<Record<string, string>> = { add: 'addi', mul: 'muli', and: 'andi', or: 'ori', xor: 'xori', shl: 'shli', shr: 'shri', shru: 'shrui' };
const FLOAT_OPS: Partial<Record<BinaryOp, string>> = { '+': 'fadd', '-': 'fsub', '*': 'fmul', '/': 'fdiv' };

export abstract class ExpressionLowering extends Emitter {
  protected readonly variables = new Map<number, Place>();
  readonly locals: LocalInfo[] = [];
  protected frameRegister = -1;
  protected varargsRegister = -1;
  private outgoing: number | null = null;
  private outgoingSize = 0;

  constructor(
    protected readonly cx: Context,
    protected readonly body: FunctionBody,
    protected readonly data: UnitData,
  ) {
    super(body.at);
  }
  protected abstract statement(s: Stmt): void;
  protected abstract labelOf(id: number): Label;
  protected abstract labelAddress(id: number): SymbolRef;

  // ---- places ----

  protected needFrame(): number {
    return this.frameRegister;
  }
  frameTemp(size: number, align: number, name: string): Place & { kind: 'memory' } {
    return { kind: 'memory', base: this.needFrame(), offset: this.frameObject(size, align, name) };
  }
  private misaligned(e: Expr): boolean {
    // Members of packed structs may lie anywhere: they are accessed byte by byte.
    const need = Math.min(4, alignOf(e.type.kind === 'array' ? e.type.of : e.type));
    for (let x = e; ; ) {
      if (x.kind === 'member') {
        if (x.offset % need !== 0) return true;
        x = x.object;
        if (x.type.kind === 'record' && x.type.record.align < need) return true;
      } else if (x.kind === 'deref' && x.pointer.kind === 'offset' && x.pointer.pointer.kind === 'decay') x = x.pointer.pointer.operand;
      else return x.type.aligned !== undefined && x.type.aligned < need;
    }
  }

  placeOf(e: Expr): Place {
    switch (e.kind) {
      case 'variable': return this.variablePlace(e.symbol);
      case 'string':
        this.data.useString(e);
        return { kind: 'absolute', symbol: { id: e.id }, offset: 0 };
      case 'literal': return this.literalPlace(e.symbol);
      case 'function': return { kind: 'absolute', symbol: { id: e.symbol.id }, offset: 0 };
      case 'deref': return this.pointed(e.pointer);
      case 'member': {
        const base = e.object.type.kind === 'record' && !isPlace(e.object) ? this.aggregate(e.object) : this.placeOf(e.object);
        const moved = this.shift(base, e.offset);
        return moved.kind !== 'register' && moved.kind !== 'indexed' && this.misaligned(e) ? { ...moved, unaligned: true } : moved;
      }
      default: return this.aggregate(e);
    }
  }
  private shift(p: Place, by: number): Place {
    if (p.kind === 'memory' || p.kind === 'absolute') return { ...p, offset: p.offset + by };
    if (p.kind === 'indexed') return { kind: 'memory', base: this.addressIn(p, -1), offset: by };
    throw new Error('a register has no parts');
  }
  private variablePlace(v: Variable): Place {
    const known = this.variables.get(v.id);
    if (known) return known;
    return { kind: 'absolute', symbol: { id: v.id }, offset: 0 };
  }
  private literalPlace(v: Variable): Place {
    if (v.isGlobal) return { kind: 'absolute', symbol: { id: v.id }, offset: 0 };
    const place = this.variablePlace(v);
    this.initialize(v, place);
    return place;
  }
  private symbolRef(f: Folded & { kind: 'address' }): SymbolRef {
    return { id: f.symbol.id };
  }
  /** The place a pointer points to, with as much of the address left to the instruction as it can hold. */
  private pointed(e: Expr): Place {
    const constant = fold(e);
    if (constant?.kind === 'address') {
      this.noteStrings(e);
      return { kind: 'absolute', symbol: this.symbolRef(constant), offset: constant.offset };
    }
    if (constant?.kind === 'integer') return { kind: 'absolute', symbol: null, offset: low32(constant.value) };
    switch (e.kind) {
      case 'decay': case 'address': return this.placeOf(e.operand);
      case 'cast':
        if (e.type.kind === 'pointer' && e.operand.type.kind === 'pointer') return this.pointed(e.operand);
        break;
      case 'offset': {
        const i = fold(e.index);
        if (i?.kind === 'integer' && typeof e.scale === 'number') return this.shift(this.pointed(e.pointer), (e.negative ? -1 : 1) * Number(i.value) * e.scale);
        if (e.scale === 1 || e.scale === 2 || e.scale === 4) {
          const size = e.type.kind === 'pointer' ? sizeOf(e.type.to) : 0;
          const scalar = e.type.kind === 'pointer' && (integerOf(e.type.to) !== null || e.type.to.kind === 'pointer');
          if (!e.negative && size === e.scale && scalar) {
            const base = this.value(e.pointer);
            const index = this.value(e.index);
            if (e.bound !== null) this.emit('bound', index, e.bound);
            return { kind: 'indexed', base, index, scale: size };
          }
        }
        break;
      }
      default: break;
    }
    return { kind: 'memory', base: this.value(e), offset: 0 };
  }
  private noteStrings(e: Expr): void {
    if (e.kind === 'string') this.data.useString(e);
    else if (e.kind === 'decay' || e.kind === 'cast' || e.kind === 'address') this.noteStrings(e.operand);
    else if (e.kind === 'offset') this.noteStrings(e.pointer);
    else if (e.kind === 'deref') this.noteStrings(e.pointer);
    else if (e.kind === 'member') this.noteStrings(e.object);
    else if (e.kind === 'conditional') [e.then, e.other].forEach((x) => x && this.noteStrings(x));
  }
  protected addressIn(p: Place, dest: number): number {
    if (p.kind === 'register') throw new Error('a register has no address');
    if (p.kind === 'memory' && p.offset === 0 && dest < 0) return p.base;
    const d = dest < 0 ? this.temp(false) : dest;
    if (p.kind === 'memory') this.emit('addi', d, p.base, p.offset);
    else if (p.kind === 'absolute') this.emit('li', d, p.offset, 0, p.symbol);
    else if (p.scale === 1) this.emit('add', d, p.base, p.index);
    else {
      const scaled = this.temp(false);
      this.emit('shli', scaled, p.index, Math.log2(p.scale));
      this.emit('add', d, p.base, scaled);
    }
    return d;
  }

  /** The scaled index of an instruction is that of its own size: through a cast pointer the address is computed. */
  private fitting(p: Place, type: CType): Place {
    return p.kind === 'indexed' && (p.scale !== sizeOf(type) || type.kind === 'float') ? { kind: 'memory', base: this.addressIn(p, -1), offset: 0 } : p;
  }
  protected load(where: Place, type: CType, dest: number): number {
    const p = this.fitting(where, type);
    const wide = isWide(type);
    if (p.kind === 'register') {
      if (dest < 0 || dest === p.register) return p.register;
      this.emit(wide ? 'mov2' : 'mov', dest, p.register);
      return dest;
    }
    const d = dest < 0 ? this.temp(wide) : dest;
    const size = sizeOf(type);
    const signed = integerOf(type)?.signed ?? false;
    if (p.kind !== 'indexed' && p.unaligned && size > 1) {
      this.emit(wide ? 'ldu2' : 'ldu', d, this.addressIn(p, -1), type.kind === 'float' && type.single ? 5 : (size > 8 ? 8 : size) * (signed ? -1 : 1));
      return d;
    }
    const suffix = type.kind === 'float' ? (type.single ? 'f' : '64') : size === 8 ? '64' : size === 4 ? '32' : `${size * 8}${signed ? '' : 'u'}`;
    if (p.kind === 'indexed') this.emit(`ldx${suffix}`, d, p.base, p.index);
    else if (p.kind === 'memory') this.emit(`ld${suffix}`, d, p.base, p.offset);
    else this.emit(`lda${suffix}`, d, p.offset, 0, p.symbol);
    return d;
  }
  protected store(where: Place, type: CType, from: number): void {
    const p = this.fitting(where, type);
    const wide = isWide(type);
    if (p.kind === 'register') {
      if (p.register !== from) this.emit(wide ? 'mov2' : 'mov', p.register, from);
      return;
    }
    const size = sizeOf(type);
    if (p.kind !== 'indexed' && p.unaligned && size > 1) {
      this.emit(wide ? 'stu2' : 'stu', from, this.addressIn(p, -1), type.kind === 'float' && type.single ? 5 : size > 8 ? 8 : size);
      return;
    }
    const suffix = type.kind === 'float' ? (type.single ? 'f' : '64') : String(size * 8);
    if (p.kind === 'indexed') this.emit(`stx${suffix}`, from, p.base, p.index);
    else if (p.kind === 'memory') this.emit(`st${suffix}`, from, p.base, p.offset);
    else this.emit(`sta${suffix}`, from, p.offset, 0, p.symbol);
  }
  private bitDescriptor(e: Expr): number {
    if (e.kind !== 'member' || !e.field.bits) return -1;
    return this.data.bitField(e.field.bits.start, e.field.bits.width, integerOf(e.type)?.signed ?? false, sizeOf(e.type));
  }
  protected loadFrom(e: Expr, dest: number): number {
    const bits = this.bitDescriptor(e);
    if (bits < 0) return this.load(this.placeOf(e), e.type, dest);
    const base = this.addressIn(this.placeOf(e), -1);
    const d = dest < 0 ? this.temp(is64(e.type)) : dest;
    this.emit(is64(e.type) ? 'ldbf2' : 'ldbf', d, base, bits);
    return d;
  }
  /** Stores to the object `e` whose place is `p`. */
  private storeTo(e: Expr, p: Place, from: number): void {
    const bits = this.bitDescriptor(e);
    if (bits < 0) this.store(p, e.type, from);
    else this.emit(is64(e.type) ? 'stbf2' : 'stbf', from, this.addressIn(p, -1), bits);
  }
  private settle(e: Expr): Place {
    const p = this.placeOf(e);
    return this.bitDescriptor(e) >= 0 ? { kind: 'memory', base: this.addressIn(p, -1), offset: 0 } : p;
  }

  // ---- aggregates ----

  /** Memory that holds the struct value of `e`. */
  aggregate(e: Expr): Place {
    switch (e.kind) {
      case 'variable': case 'deref': case 'member': case 'literal': case 'string': return this.placeOf(e);
      case 'call': {
        const buffer = this.frameTemp(sizeOf(e.type), alignOf(e.type), '(result)');
        this.call(e, buffer);
        return buffer;
      }
      case 'assign': {
        const target = this.placeOf(e.target);
        this.copy(target, e.value);
        return target;
      }
      case 'conditional': {
        const d = this.temp(false);
        this.choose(e, (x) => this.addressIn(this.aggregate(x), d));
        return { kind: 'memory', base: d, offset: 0 };
      }
      case 'comma':
        this.effect(e.left);
        return this.aggregate(e.right);
      case 'block':
        for (const s of e.body.body) this.statement(s);
        return e.result ? this.aggregate(e.result) : { kind: 'memory', base: this.needFrame(), offset: 0 };
      case 'vaArg': return { kind: 'memory', base: this.advanceList(e), offset: 0 };
      case 'cast': return this.aggregate(e.operand);
      default: throw new Error(`no aggregate: ${e.kind}`);
    }
  }
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
        const packed = v.type.kind !== 'array' && target.kind === 'memory' && target.offset % Math.min(4, sizeOf(entry.type)) !== 0;
        this.store(packed ? { ...target, unaligned: true } : target, entry.type, value);
      }
      this.top = mark;
    }
  }
  /** Drops narrowing casts that the store does anyway. */
  private trimmed(e: Expr, type: CType): Expr {
    const size = sizeOf(type);
    let x = e;
    while (x.kind === 'cast' && integerOf(x.type) && !integerOf(x.type)?.isBool && integerOf(x.operand.type) && sizeOf(x.type) >= size && sizeOf(x.operand.type) <= 4 && sizeOf(x.type) <= 4) x = x.operand;
    return x;
  }

  // ---- values ----

  value(e: Expr): number {
    return this.generate(e, -1);
  }
  into(e: Expr, dest: number): void {
    const r = this.generate(e, dest);
    if (r !== dest) this.emit(isWide(e.type) ? 'mov2' : 'mov', dest, r);
  }

  private constant(v: Folded, type: CType, dest: number): number {
    if (v.kind === 'address') {
      const d = dest < 0 ? this.temp(false) : dest;
      this.emit('li', d, v.offset, 0, this.symbolRef(v));
      return d;
    }
    const wide = isWide(type);
    const d = dest < 0 ? this.temp(wide) : dest;
    if (type.kind === 'float') this.emit('li2', d, ...doubleWords(Number(v.value)));
    else if (wide) this.emit('li2', d, low32(BigInt(v.value)), low32(BigInt(v.value) >> 32n));
    else this.emit('li', d, low32(BigInt(v.value)));
    return d;
  }

  private generate(e: Expr, dest: number): number {
    return this.at(e.at, () => this.dispatch(e, dest));
  }
  private dispatch(e: Expr, dest: number): number {
    if (e.kind !== 'variable' && e.kind !== 'call' && e.type.kind !== 'void' && e.type.kind !== 'record') {
      const v = fold(e);
      if (v) {
        this.noteStrings(e);
        return this.constant(v, e.type, dest);
      }
    }
    switch (e.kind) {
      case 'variable': case 'deref': case 'member':
        if (e.type.kind === 'record') return this.addressIn(this.placeOf(e), dest);
        return this.loadFrom(e, dest);
      case 'literal': return e.type.kind === 'record' ? this.addressIn(this.placeOf(e), dest) : this.load(this.placeOf(e), e.type, dest);
      case 'decay': case 'address': return this.addressIn(this.placeOf(e.operand), dest);
      case 'unary': return this.unaryValue(e, dest);
      case 'binary': return this.binaryValue(e.op, e.left, e.right, e.type, dest);
      case 'compare': return this.compareValue(e, dest);
      case 'logical': return this.truthValue(e, dest);
      case 'conditional': {
        if (e.type.kind === 'void') {
          this.choose(e, (x) => this.effect(x));
          return 0;
        }
        // A fresh register: both branches write it while `dest` may still be read by them.
        const d = this.temp(isWide(e.type));
        this.choose(e, (x) => this.into(x, d));
        return d;
      }
      case 'assign': return this.assignValue(e, dest, true);
      case 'update': return this.updateValue(e, true);
      case 'increment': return this.incrementValue(e, dest, true);
      case 'offset': return this.offsetValue(e, dest);
      case 'difference': return this.differenceValue(e, dest);
      case 'cast': return this.castValue(e, dest);
      case 'call': return this.call(e, null);
      case 'comma':
        this.effect(e.left);
        return this.generate(e.right, dest);
      case 'block':
        for (const s of e.body.body) this.statement(s);
        if (!e.result) return 0;
        if (e.result.type.kind === 'void') {
          this.effect(e.result);
          return 0;
        }
        return this.generate(e.result, dest);
      case 'vaArg': {
        const at = this.advanceList(e);
        return e.type.kind === 'record' ? at : this.load({ kind: 'memory', base: at, offset: 0 }, e.type, dest);
      }
      case 'vaStart':
        this.store(this.placeOf(e.list), this.cx.types.uint, this.varargsRegister);
        return 0;
      case 'builtin': return this.builtin(e, dest);
      case 'labelAddress': {
        const d = dest < 0 ? this.temp(false) : dest;
        this.emit('li', d, 0, 0, this.labelAddress(e.label.id));
        return d;
      }
      case 'function': return this.addressIn(this.placeOf(e), dest);
      default: throw new Error(`cannot lower ${e.kind}`);
    }
  }

  /** For side effects only. */
  effect(e: Expr): void {
    const mark = this.top;
    this.at(e.at, () => {
      switch (e.kind) {
        case 'assign': this.assignValue(e, -1, false); break;
        case 'update': this.updateValue(e, false); break;
        case 'increment': this.incrementValue(e, -1, false); break;
        case 'cast': this.effect(e.operand); break;
        case 'comma': this.effect(e.left); this.effect(e.right); break;
        case 'conditional': this.choose(e, (x) => this.effect(x)); break;
        case 'variable': if (e.type.kind !== 'record' && e.type.kind !== 'array' && e.type.quals & 2) this.value(e); break;
        case 'integer': case 'floating': case 'string': case 'function': case 'literal': break;
        default:
          if (e.type.kind === 'record' && e.kind !== 'call') this.aggregate(e);
          else if (e.kind === 'call' && e.type.kind === 'record') this.aggregate(e);
          else if (e.type.kind === 'array') this.placeOf(e);
          else this.value(e);
      }
    });
    this.top = mark;
  }

  private unaryValue(e: Expr & { kind: 'unary' }, dest: number): number {
    if (e.op === '!') return this.truthValue(e, dest);
    const r = this.value(e.operand);
    const wide = isWide(e.type);
    const d = dest < 0 ? this.temp(wide) : dest;
    if (e.type.kind === 'float') this.emit('fneg', d, r);
    else this.emit((e.op === '-' ? 'neg' : 'not') + (wide ? '2' : ''), d, r);
    return d;
  }
  protected binaryValue(op: BinaryOp, left: Expr, right: Expr, type: CType, dest: number): number {
    const constant = fold(right);
    if (!isWide(type) && constant?.kind === 'integer') {
      const a = this.value(left);
      return this.immediateOp(op, a, low32(constant.value), type, dest);
    }
    const swapped = fold(left);
    if (!isWide(type) && swapped?.kind === 'integer' && '+*&|^'.includes(op)) return this.immediateOp(op, this.value(right), low32(swapped.value), type, dest);
    const a = this.value(left);
    const b = this.value(right);
    return this.registerOp(op, a, b, type, dest);
  }
  private immediateOp(op: BinaryOp, a: number, imm: number, type: CType, dest: number): number {
    const name = op === '-' ? 'add' : INT_OPS[op][integerOf(type)?.signed === false || type.kind === 'pointer' ? 1 : 0];
    const value = op === '-' ? -imm | 0 : imm;
    const immediate = IMMEDIATE[name];
    const shiftBad = (op === '<<' || op === '>>') && (imm < 0 || imm > 31);
    if (immediate && !shiftBad) {
      const d = dest < 0 ? this.temp(false) : dest;
      this.emit(immediate, d, a, value);
      return d;
    }
    const b = this.temp(false);
    this.emit('li', b, imm);
    return this.registerOp(op, a, b, type, dest);
  }
  protected registerOp(op: BinaryOp, a: number, b: number, type: CType, dest: number): number {
    const wide = isWide(type);
    const d = dest < 0 ? this.temp(wide) : dest;
    if (type.kind === 'float') {
      this.emit(FLOAT_OPS[op] ?? 'trap', d, a, b);
      if (type.single) this.emit('fround', d, d);
      return d;
    }
    this.emit(INT_OPS[op][integerOf(type)?.signed === false ? 1 : 0] + (wide ? '2' : ''), d, a, b);
    return d;
  }
  private compareOp(e: Expr & { kind: 'compare' }): { name: string; swap: boolean; negate: boolean } {
    const t = e.left.type;
    const swap = e.op === '>' || e.op === '>=';
    const base = { '==': 'eq', '!=': 'ne', '<': 'lt', '>': 'lt', '<=': 'le', '>=': 'le' }[e.op];
    if (t.kind === 'float') return { name: `f${base}`, swap, negate: false };
    const unsigned = base.startsWith('l') && (integerOf(t)?.signed !== true);
    return { name: `s${base}${unsigned ? 'u' : ''}${is64(t) ? '2' : ''}`, swap, negate: false };
  }
  private compareValue(e: Expr & { kind: 'compare' }, dest: number): number {
    const { name, swap } = this.compareOp(e);
    const a = this.value(e.left);
    const b = this.value(e.right);
    const d = dest < 0 ? this.temp(false) : dest;
    this.emit(name, d, swap ? b : a, swap ? a : b);
    return d;
  }
  private truthValue(e: Expr, dest: number): number {
    const d = dest < 0 ? this.temp(false) : dest;
    const no = this.newLabel();
    const end = this.newLabel();
    this.branch(e, null, no);
    this.emit('li', d, 1);
    this.jump(end);
    this.place(no);
    this.emit('li', d, 0);
    this.place(end);
    return d;
  }
  protected choose(e: Expr & { kind: 'conditional' }, act: (branch: Expr) => void): void {
    const constant = fold(e.test);
    if (constant && e.then) {
      act(isTrue(constant) ? e.then : e.other);
      return;
    }
    const other = this.newLabel();
    const end = this.newLabel();
    const mark = this.top;
    if (e.then) {
      this.branch(e.test, null, other);
      this.top = mark;
      act(e.then);
    } else {
      const r = this.value(e.test);
      this.branchOn(r, e.test.type, other, false);
      const held: Variable = { ...this.cx.variable('(test)', e.test.type, e.at, 'auto') };
      this.variables.set(held.id, { kind: 'register', register: r });
      act({ kind: 'variable', symbol: held, type: e.test.type, at: e.at });
    }
    this.jump(end);
    this.place(other);
    this.top = mark;
    act(e.other);
    this.place(end);
  }

  private assignValue(e: Expr & { kind: 'assign' }, dest: number, wanted: boolean): number {
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
  private seenThrough(target: Expr, r: number): number {
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
  private updateValue(e: Expr & { kind: 'update' }, wanted: boolean): number {
    const { target, value, compute } = e;
    const p = this.settle(target);
    if (e.step) {
      const n = fold(value);
      const s = fold(e.step);
      const old = this.loadVia(target, p);
      const d = p.kind === 'register' ? p.register : this.temp(false);
      if (n?.kind === 'integer' && s?.kind === 'integer') this.emit('addi', d, old, low32(n.value * s.value) * (e.op === '-' ? -1 : 1));
      else {
        const delta = this.binaryValue('*', value, e.step, this.cx.types.int, -1);
        this.emit(e.op === '-' ? 'sub' : 'add', d, old, delta);
      }
      this.storeTo(target, p, d);
      return d;
    }
    const same = p.kind === 'register' && this.classOf(compute) === this.classOf(target.type) && sizeOf(compute) === sizeOf(target.type);
    const held = this.convert(this.loadVia(target, p), target.type, compute, -1);
    const constant = fold(value);
    const dest = same && p.kind === 'register' ? p.register : -1;
    const raw = !isWide(compute) && constant?.kind === 'integer' ? this.immediateOp(e.op, held, low32(constant.value), compute, dest) : this.registerOp(e.op, held, this.value(value), compute, dest);
    const back = this.convert(raw, compute, target.type, same ? dest : -1);
    this.storeTo(target, p, back);
    return wanted ? this.seenThrough(target, back) : back;
  }
  private loadVia(target: Expr, p: Place): number {
    const bits = this.bitDescriptor(target);
    if (bits < 0) return this.load(p, target.type, -1);
    const d = this.temp(is64(target.type));
    this.emit(is64(target.type) ? 'ldbf2' : 'ldbf', d, this.addressIn(p, -1), bits);
    return d;
  }
  private incrementValue(e: Expr & { kind: 'increment' }, dest: number, wanted: boolean): number {
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
      this.emit('li2', one, ...doubleWords(e.by));
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

  private offsetValue(e: Expr & { kind: 'offset' }, dest: number): number {
    const i = fold(e.index);
    if (i?.kind === 'integer' && typeof e.scale === 'number') {
      const p = this.pointed(e);
      return this.addressIn(p, dest);
    }
    const base = this.value(e.pointer);
    let index = this.value(e.index);
    if (e.bound !== null) this.emit('bound', index, e.bound + 1);
    if (e.scale !== 1) {
      const scaled = this.temp(false);
      if (typeof e.scale !== 'number') this.emit('mul', scaled, index, this.value(e.scale));
      else if (Number.isInteger(Math.log2(e.scale)) && e.scale > 0) this.emit('shli', scaled, index, Math.log2(e.scale));
      else this.emit('muli', scaled, index, e.scale);
      index = scaled;
    }
    const d = dest < 0 ? this.temp(false) : dest;
    this.emit(e.negative ? 'sub' : 'add', d, base, index);
    return d;
  }
  private differenceValue(e: Expr & { kind: 'difference' }, dest: number): number {
    const a = this.value(e.left);
    const b = this.value(e.right);
    const d = dest < 0 ? this.temp(false) : dest;
    this.emit('sub', d, a, b);
    if (e.scale === 1) return d;
    const s = this.temp(false);
    if (typeof e.scale === 'number') this.emit('li', s, Math.max(1, e.scale));
    else this.into(e.scale, s);
    this.emit('div', d, d, s);
    return d;
  }

  // ---- conversions ----

  private classOf(t: CType): 'i' | 'l' | 'd' {
    return t.kind === 'float' ? 'd' : is64(t) ? 'l' : 'i';
  }
  private castValue(e: Expr & { kind: 'cast' }, dest: number): number {
    if (e.type.kind === 'void') {
      this.effect(e.operand);
      return 0;
    }
    const r = this.generate(e.operand, -1);
    return this.convert(r, e.operand.type, e.type, dest);
  }
  protected convert(r: number, from: CType, to: CType, dest: number): number {
    const a = this.classOf(from);
    const b = this.classOf(to);
    const target = integerOf(to);
    const pick = (wide: boolean): number => (dest < 0 ? this.temp(wide) : dest);
    const made = (name: string, wide: boolean): number => {
      const d = pick(wide);
      this.emit(name, d, r);
      return d;
    };
    if (target?.isBool) {
      if (integerOf(from)?.isBool) return r;
      return made(a === 'd' ? 'fbool' : a === 'l' ? 'bool2' : 'bool', false);
    }
    const signed = integerOf(from)?.signed ?? false;
    if (b === 'd') {
      const single = to.kind === 'float' && to.single;
      if (a === 'd') return single && !(from.kind === 'float' && from.single) ? made('fround', true) : r;
      const d = made(a === 'i' ? (signed ? 'i2d' : 'u2d') : signed ? 'l2d' : 'ul2d', true);
      if (single) this.emit('fround', d, d);
      return d;
    }
    if (b === 'l') {
      if (a === 'l') return r;
      return made(a === 'd' ? (target?.signed ? 'd2l' : 'd2ul') : signed ? 'sx2' : 'zx2', true);
    }
    const size = sizeOf(to);
    if (a === 'd') {
      const d = made(size === 4 && !target?.signed ? 'd2u' : 'd2i', false);
      return size < 4 ? this.narrow(d, size, target?.signed ?? false, d) : d;
    }
    // The low word of a pair is its first register.
    const source = integerOf(from);
    if (size === 4 || !target) return r;
    if (source && a === 'i' && (source.size < size || (source.size === size && source.signed === target.signed)) && !(source.signed && !target.signed)) return r;
    return this.narrow(r, size, target.signed, dest);
  }
  private narrow(r: number, size: number, signed: boolean, dest: number): number {
    const d = dest < 0 ? this.temp(false) : dest;
    this.emit(`${signed ? 'sx' : 'zx'}${size * 8}`, d, r);
    return d;
  }

  // ---- branches ----

  /** Jumps to `yes` or `no`; null means fall through. Exactly one of them is null. */
  branch(e: Expr, yes: Label | null, no: Label | null): void {
    this.at(e.at, () => this.branchAt(e, yes, no));
  }
  private branchAt(e: Expr, yes: Label | null, no: Label | null): void {
    const constant = fold(e);
    if (constant) {
      const target = isTrue(constant) ? yes : no;
      if (target !== null) this.jump(target);
      return;
    }
    const mark = this.top;
    if (e.kind === 'unary' && e.op === '!') this.branch(e.operand, no, yes);
    else if (e.kind === 'logical') {
      const stop = e.op === '&&' ? no : yes;
      const local = stop ?? this.newLabel();
      if (e.op === '&&') {
        this.branch(e.left, null, local);
        this.branch(e.right, yes, no);
      } else {
        this.branch(e.left, local, null);
        this.branch(e.right, yes, no);
      }
      if (stop === null) this.place(local);
    } else if (e.kind === 'compare' && !isWide(e.left.type)) this.compareBranch(e, yes, no);
    else if (e.kind === 'cast' && integerOf(e.type)?.size === 4 && integerOf(e.operand.type) && sizeOf(e.operand.type) <= 4) this.branch(e.operand, yes, no);
    else if (yes !== null) this.branchOn(this.value(e), e.type, yes, true);
    else if (no !== null) this.branchOn(this.value(e), e.type, no, false);
    this.top = mark;
  }
  private branchOn(r: number, type: CType, target: Label, when: boolean): void {
    let t = r;
    if (isWide(type)) {
      t = this.temp(false);
      this.emit(type.kind === 'float' ? 'fbool' : 'bool2', t, r);
    }
    this.emit(when ? 'bnei' : 'beqi', t, 0, target);
  }
  private compareBranch(e: Expr & { kind: 'compare' }, yes: Label | null, no: Label | null): void {
    const negated: Record<CompareOp, CompareOp> = { '==': '!=', '!=': '==', '<': '>=', '>=': '<', '>': '<=', '<=': '>' };
    const op = yes !== null ? e.op : negated[e.op];
    const target = yes ?? no ?? 0;
    const u = integerOf(e.left.type)?.signed === true ? '' : 'u';
    const right = fold(e.right);
    const a = this.value(e.left);
    if (right?.kind === 'integer') {
      const name = { '==': 'beqi', '!=': 'bnei', '<': `blt${u}i`, '>': `bgt${u}i`, '<=': `ble${u}i`, '>=': `bge${u}i` }[op];
      this.emit(name, a, low32(right.value), target);
      return;
    }
    const b = this.value(e.right);
    switch (op) {
      case '==': this.emit('beq', a, b, target); break;
      case '!=': this.emit('bne', a, b, target); break;
      case '<': this.emit(`blt${u}`, a, b, target); break;
      case '<=': this.emit(`ble${u}`, a, b, target); break;
      case '>': this.emit(`blt${u}`, b, a, target); break;
      case '>=': this.emit(`ble${u}`, b, a, target); break;
    }
  }

  // ---- calls ----

  private call(e: Expr & { kind: 'call' }, buffer: Place | null): number {
    const pointer = e.callee;
    const type = pointer.type.kind === 'pointer' ? pointer.type.to : pointer.type;
    if (type.kind !== 'function') throw new Error('call of no function');
    const symbol: FunctionSymbol | null = pointer.kind === 'address' && pointer.operand.kind === 'function' ? pointer.operand.symbol : null;
    const structResult = e.type.kind === 'record';
    const target = symbol ? -1 : this.value(pointer);
    const result = structResult ? this.addressIn(buffer ?? this.frameTemp(sizeOf(e.type), alignOf(e.type), '(result)'), -1) : -1;
    const fixed = type.prototyped ? type.params.length : e.args.length;
    const slots: number[] = [];
    let signature = structResult ? 'p' : '';
    let next = structResult ? 1 : 0;
    for (let i = 0; i < fixed; i++) {
      const wide = isWide(e.args[i].type);
      if (wide) next = (next + 1) & ~1;
      slots.push(next);
      next += wide ? 2 : 1;
      signature += wide ? 'w' : 'i';
    }
    const listSlot = type.variadic ? next++ : -1;
    if (type.variadic) signature += '.';
    const base = (this.top + 1) & ~1;
    this.reserve(base + Math.max(2, next));
    const extra = e.args.slice(fixed).map((a) => this.extraArgument(a));
    for (let i = 0; i < fixed; i++) this.argument(e.args[i], base + slots[i]);
    if (structResult) this.emit('mov', base, result);
    if (listSlot >= 0) this.passExtra(e.args.slice(fixed), extra, base + listSlot);
    if (symbol) this.emit('call', 0, base, 0, { id: symbol.id });
    else {
      const c = e.type.kind === 'void' ? 'v' : structResult ? 'p' : isWide(e.type) ? 'w' : 'i';
      this.emit('callp', target, base, 0).signature = `${c}${signature}${type.prototyped ? '' : '?'}`;
    }
    this.top = base + 2;
    return structResult ? result : base;
  }
  private argument(a: Expr, slot: number): void {
    if (a.type.kind !== 'record') {
      this.into(a, slot);
      return;
    }
    const copy = this.frameTemp(sizeOf(a.type), alignOf(a.type), '(argument)');
    this.copy(copy, a);
    this.addressIn(copy, slot);
  }
  private extraArgument(a: Expr): number {
    if (a.type.kind === 'record') return this.addressIn(this.aggregate(a), -1);
    const r = this.temp(isWide(a.type));
    this.into(a, r);
    return r;
  }
  /** Variadic arguments go to a block of memory in the caller's frame; its address is a hidden parameter. */
  private passExtra(args: Expr[], values: number[], slot: number): void {
    let size = 0;
    const offsets = args.map((a) => {
      const at = size;
      size += Math.max(4, Math.ceil(sizeOf(a.type) / 4) * 4);
      return at;
    });
    this.outgoingSize = Math.max(this.outgoingSize, size);
    this.outgoing ??= this.frameObject(0, 4, '(variadic arguments)');
    const object = this.objects.find((o) => o.offset === this.outgoing);
    if (!object) throw new Error('outgoing area lost');
    if (size > object.size) {
      // Grown: a new, larger area; earlier calls keep the old one.
      this.outgoing = this.frameObject(size, 4, '(variadic arguments)');
    }
    const offset = this.outgoing;
    const frame = this.needFrame();
    this.emit('uninit', frame, offset, Math.max(size, object.size));
    args.forEach((a, i) => {
      const place: Place = { kind: 'memory', base: frame, offset: offset + offsets[i] };
      if (a.type.kind === 'record') this.emit('copy', this.addressIn(place, -1), values[i], sizeOf(a.type));
      else this.store(place, a.type, values[i]);
    });
    this.emit('addi', slot, frame, offset);
  }
  private advanceList(e: Expr & { kind: 'vaArg' }): number {
    const p = this.placeOf(e.list);
    const t = this.cx.types.uint;
    const current = this.temp(false);
    this.emit('mov', current, this.load(p, t, -1));
    const next = this.temp(false);
    this.emit('addi', next, current, Math.max(4, Math.ceil(sizeOf(e.type) / 4) * 4));
    this.store(p, t, next);
    return current;
  }

  private builtin(e: Expr & { kind: 'builtin' }, dest: number): number {
    const d = dest < 0 ? this.temp(isWide(e.type)) : dest;
    switch (e.name) {
      case 'unreachable': this.emit('trap', 0); return 0;
      case 'trap': this.emit('trap', 1); return 0;
      case 'alloca': this.emit('alloca', d, this.value(e.args[0])); return d;
      case 'return_address': case 'frame_address': this.emit('li', d, 0); return d;
      case 'bswap64': this.emit('bswap2', d, this.value(e.args[0])); return d;
    }
    if (e.name.startsWith('overflow')) return this.overflow(e, d);
    const wide = e.name.endsWith('ll');
    const kind = BIT_KINDS.indexOf(wide ? e.name.slice(0, -2) : e.name);
    this.emit(wide ? 'bits2' : 'bits', d, this.value(e.args[0]), kind);
    return d;
  }
  private overflow(e: Expr & { kind: 'builtin' }, d: number): number {
    const base = this.temp(true);
    this.temp(true);
    this.temp(true);
    const unsigned = e.args.slice(0, 2).map((a, i) => {
      const isUnsigned = integerOf(a.type)?.signed === false;
      const r = this.value(a);
      const w = this.convert(r, a.type, isUnsigned ? this.cx.types.ullong : this.cx.types.llong, -1);
      this.emit('mov2', base + 2 * i, w);
      return isUnsigned;
    });
    this.into(e.args[2], base + 4);
    const to = e.args[2].type.kind === 'pointer' ? integerOf(e.args[2].type.to) : null;
    const op = '+-*'.indexOf(e.name.slice(-1));
    this.emit('overflow', d, base, op | (unsigned[0] ? 4 : 0) | (unsigned[1] ? 8 : 0) | (to?.signed ? 16 : 0) | ((to?.size ?? 4) << 8));
    return d;
  }
}

function isPlace(e: Expr): boolean {
  return e.kind === 'variable' || e.kind === 'deref' || e.kind === 'member' || e.kind === 'literal' || e.kind === 'string';
}
