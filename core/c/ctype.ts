/** C types: their shapes, sizes, compatibility and names. Struct layout is in layout.ts. */
import type { Variable } from './ast';
import type { Where } from './source';
import type { Target } from './target';

export const CONST = 1;
export const VOLATILE = 2;
export const RESTRICT = 4;

interface Qualified {
  quals: number;
  /** Alignment raised or lowered by an attribute on a typedef. */
  aligned?: number;
}
export type VoidType = Qualified & { kind: 'void' };
export type ErrorType = Qualified & { kind: 'error' };
export type IntType = Qualified & { kind: 'int'; name: string; size: number; align: number; signed: boolean; rank: number; isBool?: boolean };
export type FloatType = Qualified & { kind: 'float'; name: string; size: number; align: number; single: boolean };
export type PointerType = Qualified & { kind: 'pointer'; to: CType };
export type ArrayType = Qualified & { kind: 'array'; of: CType; length: number | null; /** Variable length: the hidden local that holds the size in bytes. */ vla?: VlaSize };
export type FunctionType = Qualified & { kind: 'function'; returns: CType; params: Param[]; variadic: boolean; prototyped: boolean };
export type RecordType = Qualified & { kind: 'record'; record: RecordInfo };
export type EnumType = Qualified & { kind: 'enum'; info: EnumInfo };
export type CType = VoidType | ErrorType | IntType | FloatType | PointerType | ArrayType | FunctionType | RecordType | EnumType;

/** Stands for a run-time size; the symbol lives in ast.ts, which imports this file. */
export interface VlaSize {
  readonly id: number;
}
export interface Param {
  name: string;
  type: CType;
  at: Where;
  /** Made while the declaration was read: sizes of later parameters refer to it. */
  symbol?: Variable | null;
}
export interface Field {
  name: string;
  type: CType;
  offset: number;
  /** Bit position from `offset` and width; null for ordinary members. */
  bits: { start: number; width: number } | null;
  anonymous: boolean;
  at: Where;
}
export interface RecordInfo {
  union: boolean;
  tag: string;
  fields: Field[];
  complete: boolean;
  size: number;
  align: number;
  at: Where;
  flexible: boolean;
}
export interface EnumInfo {
  tag: string;
  constants: { name: string; value: bigint }[];
  complete: boolean;
  underlying: IntType;
  at: Where;
}

export const VOID: VoidType = { kind: 'void', quals: 0 };
export const ERROR: ErrorType = { kind: 'error', quals: 0 };

/** The basic types of one target. */
export class BasicTypes {
  readonly bool: IntType;
  readonly char: IntType;
  readonly schar: IntType;
  readonly uchar: IntType;
  readonly short: IntType;
  readonly ushort: IntType;
  readonly int: IntType;
  readonly uint: IntType;
  readonly long: IntType;
  readonly ulong: IntType;
  readonly llong: IntType;
  readonly ullong: IntType;
  readonly float: FloatType;
  readonly double: FloatType;
  readonly ldouble: FloatType;
  readonly wchar: IntType;
  constructor(readonly target: Target) {
    const int = (name: string, size: number, signed: boolean, rank: number): IntType => ({
      kind: 'int', quals: 0, name, size, align: size === 8 ? target.align64 : size, signed, rank,
    });
    this.bool = { ...int('_Bool', 1, false, 0), isBool: true };
    this.char = int('char', 1, target.charSigned, 1);
    this.schar = int('signed char', 1, true, 1);
    this.uchar = int('unsigned char', 1, false, 1);
    this.short = int('short', 2, true, 2);
    this.ushort = int('unsigned short', 2, false, 2);
    this.int = int('int', 4, true, 3);
    this.uint = int('unsigned int', 4, false, 3);
    this.long = int('long', 4, true, 4);
    this.ulong = int('unsigned long', 4, false, 4);
    this.llong = int('long long', 8, true, 5);
    this.ullong = int('unsigned long long', 8, false, 5);
    this.float = { kind: 'float', quals: 0, name: 'float', size: 4, align: 4, single: true };
    this.double = { kind: 'float', quals: 0, name: 'double', size: 8, align: target.align64, single: false };
    this.ldouble = { kind: 'float', quals: 0, name: 'long double', size: target.longDoubleSize, align: target.longDoubleSize === 12 ? 4 : 8, single: false };
    this.wchar = target.wcharSigned ? this.long : this.uint;
  }
}

export const pointerTo = (to: CType): PointerType => ({ kind: 'pointer', quals: 0, to });
export const arrayOf = (of: CType, length: number | null): ArrayType => ({ kind: 'array', quals: 0, of, length });
export function qualify<T extends CType>(type: T, quals: number): T {
  if (quals === 0) return type;
  if (type.kind === 'array') return { ...type, of: qualify(type.of, quals) };
  return { ...type, quals: type.quals | quals };
}
export function unqualified(type: CType): CType {
  return type.quals === 0 && type.aligned === undefined ? type : { ...type, quals: 0, aligned: undefined };
}

/** Integer view of int and enum types, else null. */
export function integerOf(type: CType): IntType | null {
  return type.kind === 'int' ? type : type.kind === 'enum' ? type.info.underlying : null;
}
export const isInteger = (t: CType): t is IntType | EnumType => t.kind === 'int' || t.kind === 'enum';
export const isArithmetic = (t: CType): boolean => isInteger(t) || t.kind === 'float';
export const isScalar = (t: CType): boolean => isArithmetic(t) || t.kind === 'pointer';
export const is64 = (t: CType): boolean => integerOf(t)?.size === 8;
export const isSigned = (t: CType): boolean => integerOf(t)?.signed ?? false;
/** Held in a pair of registers. */
export const isWide = (t: CType): boolean => t.kind === 'float' || is64(t);
export const isVla = (t: CType): boolean => t.kind === 'array' && (t.vla !== undefined || isVla(t.of));

export function isComplete(t: CType): boolean {
  switch (t.kind) {
    case 'void': case 'function': return false;
    case 'record': return t.record.complete;
    case 'enum': return t.info.complete;
    case 'array': return (t.length !== null || t.vla !== undefined) && isComplete(t.of);
    default: return true;
  }
}
export function sizeOf(t: CType): number {
  switch (t.kind) {
    case 'int': case 'float': return t.size;
    case 'pointer': return 4;
    case 'enum': return t.info.underlying.size;
    case 'array': return (t.length ?? 0) * sizeOf(t.of);
    case 'record': return t.record.size;
    default: return 1;
  }
}
export function alignOf(t: CType): number {
  if (t.aligned !== undefined) return t.aligned;
  switch (t.kind) {
    case 'int': case 'float': return t.align;
    case 'pointer': return 4;
    case 'enum': return t.info.underlying.align;
    case 'array': return alignOf(t.of);
    case 'record': return t.record.align;
    default: return 1;
  }
}

/** Compatible types, top-level qualifiers ignored (C11 6.2.7). */
export function compatible(a: CType, b: CType): boolean {
  if (a.kind === 'error' || b.kind === 'error') return true;
  if (a.kind === 'enum' || b.kind === 'enum') {
    if (a.kind === 'enum' && b.kind === 'enum') return a.info === b.info;
    const other = a.kind === 'enum' ? b : a;
    const info = a.kind === 'enum' ? a.info : (b as EnumType).info;
    return other.kind === 'int' && other.name === info.underlying.name;
  }
  switch (a.kind) {
    case 'void': return b.kind === 'void';
    case 'int': return b.kind === 'int' && a.name === b.name;
    case 'float': return b.kind === 'float' && a.name === b.name;
    case 'pointer': return b.kind === 'pointer' && a.to.quals === b.to.quals && compatible(a.to, b.to);
    case 'array': return b.kind === 'array' && (a.length === null || b.length === null || a.length === b.length) && compatible(a.of, b.of);
    case 'record': return b.kind === 'record' && a.record === b.record;
    case 'function': {
      if (b.kind !== 'function' || !compatible(a.returns, b.returns)) return false;
      if (!a.prototyped || !b.prototyped) return true;
      return a.variadic === b.variadic && a.params.length === b.params.length && a.params.every((p, i) => compatible(unqualified(p.type), unqualified(b.params[i].type)));
    }
  }
}

/** C spelling of a type around a declarator. */
export function typeName(t: CType, inner = ''): string {
  const q = `${t.quals & CONST ? 'const ' : ''}${t.quals & VOLATILE ? 'volatile ' : ''}`;
  const joined = inner && !inner.startsWith('[') ? ` ${inner}` : inner;
  switch (t.kind) {
    case 'void': return `${q}void${joined}`;
    case 'error': return '<error>';
    case 'int': case 'float': return q + t.name + joined;
    case 'record': return `${q}${t.record.union ? 'union' : 'struct'} ${t.record.tag || '<anonymous>'}${joined}`;
    case 'enum': return `${q}enum ${t.info.tag || '<anonymous>'}${joined}`;
    case 'pointer': {
      const star = `*${t.quals & CONST ? 'const ' : ''}${t.quals & VOLATILE ? 'volatile ' : ''}${inner}`.trimEnd();
      return typeName(t.to, t.to.kind === 'array' || t.to.kind === 'function' ? `(${star})` : star);
    }
    case 'array': return typeName(t.of, `${inner}[${t.length ?? ''}]`);
    case 'function': {
      const params = t.params.map((p) => typeName(p.type)).concat(t.variadic ? ['...'] : []);
      return typeName(t.returns, `${inner}(${params.length > 0 ? params.join(', ') : t.prototyped ? 'void' : ''})`);
    }
  }
}

/** Members by name, entering anonymous structs and unions; offset from the outer record. */
export function findField(record: RecordInfo, name: string): { field: Field; offset: number } | null {
  for (const field of record.fields) {
    if (field.name === name) return { field, offset: field.offset };
    if (field.anonymous && field.type.kind === 'record') {
      const inner = findField(field.type.record, name);
      if (inner) return { field: inner.field, offset: inner.offset + field.offset };
    }
  }
  return null;
}
export function fieldNames(record: RecordInfo): string[] {
  return record.fields.flatMap((f) => (f.anonymous && f.type.kind === 'record' ? fieldNames(f.type.record) : [f.name]));
}
