/** Operators, pointer arithmetic and conversions to instructions. */
import type { BinaryOp, Expr } from './ast';
import { fold } from './constant';
import type { Folded } from './constant';
import { integerOf, is64, isWide, sizeOf } from './ctype';
import type { CType } from './ctype';
import { doubleWords, low32 } from './lower-words';
import { PlaceLowering } from './lower-place';

const INT_OPS: Record<BinaryOp, [string, string]> = {
  '+': ['add', 'add'], '-': ['sub', 'sub'], '*': ['mul', 'mul'], '/': ['div', 'divu'], '%': ['rem', 'remu'], '&': ['and', 'and'], '|': ['or', 'or'], '^': ['xor', 'xor'], '<<': ['shl', 'shl'], '>>': ['shr', 'shru'],
};
const IMMEDIATE: Partial<Record<string, string>> = { add: 'addi', mul: 'muli', and: 'andi', or: 'ori', xor: 'xori', shl: 'shli', shr: 'shri', shru: 'shrui' };
const FLOAT_OPS: Partial<Record<BinaryOp, string>> = { '+': 'fadd', '-': 'fsub', '*': 'fmul', '/': 'fdiv' };

export abstract class ArithmeticLowering extends PlaceLowering {
  protected abstract into(e: Expr, dest: number): void;
  protected abstract generate(e: Expr, dest: number): number;
  protected abstract effect(e: Expr): void;

  protected constant(v: Folded, type: CType, dest: number): number {
    if (v.kind === 'address') {
      const d = dest < 0 ? this.temp(false) : dest;
      this.emit('li', d, v.offset, 0, this.symbolRef(v));
      return d;
    }
    const wide = isWide(type);
    const d = dest < 0 ? this.temp(wide) : dest;
    if (type.kind === 'float') this.emit('li2', d, ...doubleWords(v));
    else if (wide) this.emit('li2', d, low32(BigInt(v.value)), low32(BigInt(v.value) >> 32n));
    else this.emit('li', d, low32(BigInt(v.value)));
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
  protected immediateOp(op: BinaryOp, a: number, imm: number, type: CType, dest: number): number {
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
  protected offsetValue(e: Expr & { kind: 'offset' }, dest: number): number {
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
  protected differenceValue(e: Expr & { kind: 'difference' }, dest: number): number {
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
  protected classOf(t: CType): 'i' | 'l' | 'd' {
    return t.kind === 'float' ? 'd' : is64(t) ? 'l' : 'i';
  }
  protected castValue(e: Expr & { kind: 'cast' }, dest: number): number {
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
      if (a === 'd') {
        if (single === (from.kind === 'float' && from.single)) return r;
        const d = pick(true);
        this.emit('fround', d, r, single ? 0 : 1);
        return d;
      }
      const d = pick(true);
      if (a === 'l') this.emit(signed ? 'l2d' : 'ul2d', d, r, single ? 1 : 0);
      else {
        this.emit(signed ? 'i2d' : 'u2d', d, r);
        if (single) this.emit('fround', d, d);
      }
      return d;
    }
    if (b === 'l') {
      if (a === 'l') return r;
      return made(a === 'd' ? (target?.signed ? 'd2l' : 'd2ul') : signed ? 'sx2' : 'zx2', true);
    }
    const size = sizeOf(to);
    if (a === 'd') {
      // VCVT has both; SSE converts to what is smaller than an int by way of int.
      const d = made(!target?.signed && (size === 4 || this.cx.target.name === 'arm') ? 'd2u' : 'd2i', false);
      return size < 4 ? this.narrow(d, size, target?.signed ?? false, d) : d;
    }
    // The low word of a pair is its first register.
    const source = integerOf(from);
    if (size === 4 || !target) return r;
    if (source && a === 'i' && (source.size < size || (source.size === size && source.signed === target.signed)) && !(source.signed && !target.signed)) return r;
    return this.narrow(r, size, target.signed, dest);
  }
  protected narrow(r: number, size: number, signed: boolean, dest: number): number {
    const d = dest < 0 ? this.temp(false) : dest;
    this.emit(`${signed ? 'sx' : 'zx'}${size * 8}`, d, r);
    return d;
  }
}
