/** Giving a variable of C another value: in a register of its thread, or in memory as an edit of the user does it. */
import { integerOf, isWide, sizeOf, typeName } from '../c/ctype';
import { READY, READ_ONLY } from '../c/shadow';
import { ExpressionError } from '../kernel/c/expression';
import type { Evaluator, Scope } from '../kernel/c/evaluate';
import { dataOf } from '../kernel/c/operand';
import type { Looking, Operand } from '../kernel/c/operand';
import { LabRefusal } from './refusal';

/** What is to be done: physical bytes, or words of a register pair. */
export type Assignment = { readonly kind: 'memory'; readonly address: number; readonly bytes: Uint8Array } | { readonly kind: 'register'; readonly register: number; readonly bytes: Uint8Array; readonly wide: boolean; readonly float: number | null };

/** @throws LabRefusal saying why not. Changes nothing. */
export function assignment(evaluator: Evaluator, looking: Looking, scope: Scope, expression: string, value: string): Assignment {
  try {
    const target = evaluator.read(expression);
    const bytes = bytesOf(evaluator, looking, target, value);
    if (target.place === 'computed') throw new ExpressionError(`"${expression}" is a value and no variable`);
    if (target.address !== null) return { kind: 'memory', address: target.address, bytes: inMemory(target, bytes, looking) };
    const { task } = scope;
    if (target.holding === 'unwritten' && task?.undefined[target.register ?? 0] === 0) throw new ExpressionError('it gets its first value further down, before anybody reads it');
    const isSingle = target.type.kind === 'float' && target.type.size === 4;
    return { kind: 'register', register: target.register ?? 0, bytes, wide: isWide(target.type), float: isSingle ? new DataView(bytes.buffer).getFloat32(0, true) : null };
  } catch (problem) {
    if (problem instanceof ExpressionError) throw new LabRefusal(`${expression} does not take this value: ${problem.message}`, 'Give a number or an expression of C whose names are known here.');
    throw problem;
  }
}

/** The value in the type of the target: at least eight bytes. */
function bytesOf(evaluator: Evaluator, looking: Looking, target: Operand, value: string): Uint8Array {
  const { type } = target;
  if (integerOf(type) === null && type.kind !== 'pointer' && type.kind !== 'float') throw new ExpressionError(`a "${typeName(type)}" is not set as a whole: set what is in it`);
  const data = dataOf(evaluator.convert(type, evaluator.read(value)), looking);
  if (data === null) throw new ExpressionError('it has no value');
  return data;
}

function inMemory(target: Operand, bytes: Uint8Array, looking: Looking): Uint8Array {
  const size = sizeOf(target.type);
  const address = target.address ?? 0;
  const { bits } = target;
  const count = bits === null ? size : (bits.start + bits.width + 7) >> 3;
  const old = looking.peek(address, count);
  if (old === null || old.length < count) throw new ExpressionError('no memory is mapped there');
  for (let i = 0; i < count; i++) {
    const shadow = looking.shadow((address + i) >>> 0) ?? READY;
    if (shadow === READ_ONLY) throw new ExpressionError('it is constant');
    if ((shadow & 3) === 0) throw new ExpressionError('no object lives there any more');
  }
  if (bits === null) return bytes.slice(0, size);
  const value = new DataView(bytes.buffer).getBigUint64(0, true);
  const out = old.slice();
  for (let n = 0; n < bits.width; n++) {
    const at = bits.start + n;
    const mask = 1 << (at & 7);
    out[at >> 3] = ((value >> BigInt(n)) & 1n) === 1n ? out[at >> 3] | mask : out[at >> 3] & ~mask;
  }
  return out;
}
