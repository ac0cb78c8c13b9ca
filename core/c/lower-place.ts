/**
 * Where the things of expressions are, and how they are loaded and stored. Scalars whose address is not taken live in
 * registers of the frame's window; a 64-bit integer or a floating value takes an even pair. Everything else lives in
 * simulated memory.
 */
import type { Expr, FunctionBody, Variable } from './ast';
import { fold } from './constant';
import type { Folded } from './constant';
import type { Context } from './context';
import { alignOf, integerOf, is64, isWide, sizeOf } from './ctype';
import type { CType } from './ctype';
import { Emitter } from './emit';
import type { LocalInfo, SymbolRef } from './emit';
import { low32 } from './lower-words';

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

export abstract class PlaceLowering extends Emitter {
  protected readonly variables = new Map<number, Place>();
  readonly locals: LocalInfo[] = [];
  protected frameRegister = -1;

  constructor(
    protected readonly cx: Context,
    protected readonly body: FunctionBody,
    protected readonly data: UnitData,
  ) {
    super(body.at);
  }
  protected abstract value(e: Expr): number;
  protected abstract aggregate(e: Expr): Place;
  protected abstract initialize(v: Variable, place: Place): void;

  protected needFrame(): number {
    return this.frameRegister;
  }
  frameTemp(size: number, align: number, name: string): Place & { kind: 'memory' } {
    return { kind: 'memory', base: this.needFrame(), offset: this.frameObject(size, align, name) };
  }
  protected misaligned(e: Expr): boolean {
    // Members of packed structs may lie anywhere: they are accessed byte by byte.
    const need = Math.min(4, alignOf(e.type.kind === 'array' ? e.type.of : e.type));
    for (let x = e; ; ) {
      if (x.kind === 'member') {
        if (x.offset % need !== 0) return true;
        x = x.object;
        if (x.type.kind === 'record' && x.type.record.align < need) return true;
      } else if (x.kind === 'deref' && arrayBehind(x.pointer)) x = arrayBehind(x.pointer) ?? x;
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
      case 'deref': {
        const place = this.pointed(e.pointer);
        if (place.kind === 'register' || !arrayBehind(e.pointer) || !this.misaligned(e)) return place;
        return place.kind === 'indexed' ? { kind: 'memory', base: this.addressIn(place, -1), offset: 0, unaligned: true } : { ...place, unaligned: true };
      }
      case 'member': {
        const base = e.object.type.kind === 'record' && !isPlace(e.object) ? this.aggregate(e.object) : this.placeOf(e.object);
        const moved = this.shift(base, e.offset);
        return moved.kind !== 'register' && moved.kind !== 'indexed' && this.misaligned(e) ? { ...moved, unaligned: true } : moved;
      }
      default: return this.aggregate(e);
    }
  }
  protected shift(p: Place, by: number): Place {
    if (p.kind === 'memory' || p.kind === 'absolute') return { ...p, offset: p.offset + by };
    if (p.kind === 'indexed') return { kind: 'memory', base: this.addressIn(p, -1), offset: by };
    throw new Error('a register has no parts');
  }
  protected variablePlace(v: Variable): Place {
    const known = this.variables.get(v.id);
    if (known) return known;
    return { kind: 'absolute', symbol: { id: v.id }, offset: 0 };
  }
  protected literalPlace(v: Variable): Place {
    if (v.isGlobal) return { kind: 'absolute', symbol: { id: v.id }, offset: 0 };
    const place = this.variablePlace(v);
    this.initialize(v, place);
    return place;
  }
  protected symbolRef(f: Folded & { kind: 'address' }): SymbolRef {
    return { id: f.symbol.id };
  }
  /** The place a pointer points to, with as much of the address left to the instruction as it can hold. */
  protected pointed(e: Expr): Place {
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
  protected noteStrings(e: Expr): void {
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
  protected fitting(p: Place, type: CType): Place {
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
  protected bitDescriptor(e: Expr): number {
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
  protected storeTo(e: Expr, p: Place, from: number): void {
    const bits = this.bitDescriptor(e);
    if (bits < 0) this.store(p, e.type, from);
    else this.emit(is64(e.type) ? 'stbf2' : 'stbf', from, this.addressIn(p, -1), bits);
  }
  protected settle(e: Expr): Place {
    const p = this.placeOf(e);
    return this.bitDescriptor(e) >= 0 ? { kind: 'memory', base: this.addressIn(p, -1), offset: 0 } : p;
  }
}

/** The array whose element `pointer` names by subscripts, if it is one. */
function arrayBehind(pointer: Expr): Expr | null {
  let p = pointer;
  while (p.kind === 'offset') p = p.pointer;
  return p.kind === 'decay' ? p.operand : null;
}
function isPlace(e: Expr): boolean {
  return e.kind === 'variable' || e.kind === 'deref' || e.kind === 'member' || e.kind === 'literal' || e.kind === 'string';
}
