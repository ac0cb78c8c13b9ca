/** What an expression of C comes to while looking: a place in memory or a register, or a value that was computed. */
import type { CType } from '../../c/ctype';
import { integerOf, sizeOf } from '../../c/ctype';
import { doubleWords, floatWord } from '../../c/lower-words';
import { POISON } from '../../c/shadow';

/** Of a byte: is it known what it holds? */
export type Holding = 'set' | 'unwritten' | 'partly' | 'freed' | 'gone';

export interface Operand {
  readonly type: CType;
  /** Address; null: not in memory. */
  readonly address: number | null;
  /** Of what is not in memory. */
  readonly data: Uint8Array | null;
  readonly bits: { readonly start: number; readonly width: number } | null;
  /** Of what is not in memory; what is there says it by byte. */
  readonly holding: Holding;
  readonly place: 'memory' | 'register' | 'computed';
  /** Where it is when it is in a register: its number in the file of the task. */
  readonly register?: number;
}

/** Memory without side effects. */
export interface Looking {
  /** null where nothing is mapped. */
  peek(address: number, bytes: number): Uint8Array | null;
  /** The byte of the shadow memory; undefined: ordinary memory. */
  shadow(address: number): number | undefined;
  /** Names of code addresses: "dma_write [ax_dma]". */
  codeName(address: number): string | undefined;
}

/** More of a value is not looked at. */
const MOST_BYTES = 256;

export function atAddress(type: CType, address: number, bits: Operand['bits'] = null): Operand {
  return { type, address: address >>> 0, data: null, bits, holding: 'set', place: 'memory' };
}

export function computed(type: CType, value: bigint | number): Operand {
  const data = new Uint8Array(8);
  const view = new DataView(data.buffer);
  if (type.kind !== 'float') view.setBigInt64(0, BigInt.asIntN(64, BigInt(value)), true);
  else if (type.size === 4) view.setInt32(0, floatWord({ value }), true);
  else doubleWords({ value }).forEach((word, i) => view.setInt32(4 * i, word, true));
  return { type, address: null, data, bits: null, holding: 'set', place: 'computed' };
}

/** Its bytes, at least eight where they can be had; null: nothing is mapped there. */
export function dataOf(operand: Operand, looking: Looking): Uint8Array | null {
  if (operand.data !== null || operand.address === null) return operand.data;
  const bytes = Math.min(Math.max(1, sizeOf(operand.type)), MOST_BYTES);
  const exact = looking.peek(operand.address, bytes);
  if (exact === null || exact.length >= 8) return exact;
  const padded = new Uint8Array(8);
  padded.set(exact);
  return padded;
}

export function holdingOf(operand: Operand, looking: Looking): Holding {
  const { address, bits } = operand;
  if (address === null) return operand.holding;
  const from = bits === null ? 0 : bits.start >> 3;
  const to = bits === null ? Math.min(MOST_BYTES, sizeOf(operand.type)) : (bits.start + bits.width + 7) >> 3;
  let set = 0;
  for (let i = from; i < to; i++) {
    const shadow = looking.shadow((address + i) >>> 0) ?? 3;
    if (shadow === POISON.freed) return 'freed';
    if (shadow === POISON.deadStack) return 'gone';
    if ((shadow & 2) !== 0 || (shadow & 1) === 0) set++;
  }
  return set === to - from ? 'set' : set === 0 ? 'unwritten' : 'partly';
}

export const wordOf = (data: Uint8Array): number => (data[0] | (data[1] << 8) | (data[2] << 16) | (data[3] << 24)) >>> 0;

/** The value of an integer, by its type and bits. */
export function integerIn(data: Uint8Array, size: number, signed: boolean, bits: Operand['bits']): bigint {
  let value = 0n;
  for (let i = 7; i >= 0; i--) value = (value << 8n) | BigInt(data[i] ?? 0);
  if (bits !== null) value >>= BigInt(bits.start);
  const width = bits?.width ?? size * 8;
  return signed ? BigInt.asIntN(width, value) : BigInt.asUintN(width, value);
}

export function floatIn(data: Uint8Array, size: number): number {
  const view = new DataView(data.buffer, data.byteOffset);
  return size === 4 ? view.getFloat32(0, true) : view.getFloat64(0, true);
}

export interface FieldPlace {
  readonly name: string;
  readonly type: CType;
  readonly offset: number;
  readonly bits: Operand['bits'];
}

/** Members by name, those of anonymous members among them. */
export function fieldsOf(type: CType & { kind: 'record' }): FieldPlace[] {
  return type.record.fields.flatMap((field) => (field.anonymous && field.type.kind === 'record' ? fieldsOf(field.type).map((inner) => ({ ...inner, offset: inner.offset + field.offset })) : field.name === '' ? [] : [field]));
}

/** A byte of text, not a number. */
export const isCharacter = (type: CType): boolean => type.kind === 'int' && type.name.includes('char') && integerOf(type)?.size === 1;
