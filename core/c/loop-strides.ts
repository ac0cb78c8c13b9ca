/**
 * Where the loads and stores of a loop of one block go from pass to pass: an address that is a sum of registers which
 * each pass changes by a number, or not at all, moves evenly.
 */
import { OP_NAMES, OP_ROLES, WIDTH } from './bytecode';
import { ACCESS } from './loop-operations';

export interface EvenAccess {
  readonly pc: number;
  readonly store: boolean;
  readonly bits: number;
  /** The address in the first pass: registers as they are at the beginning, each times a factor, and a number. */
  readonly terms: readonly (readonly [register: number, factor: number])[];
  readonly offset: number;
  /** Bytes from pass to pass. */
  readonly step: number;
}

/** A register's value: what a register held at the beginning of the pass, and a number; null: nothing known. */
type Value = { readonly from: number; readonly plus: number } | null;

/** The accesses of the `count` instructions from `from` on, in order; null: one of them does not move evenly. */
export function evenAccesses(code: Int32Array, from: number, count: number, opAt: (pc: number) => number): EvenAccess[] | null {
  const values = new Map<number, Value>();
  const valueOf = (register: number): Value => (values.has(register) ? (values.get(register) as Value) : { from: register, plus: 0 });
  const found: Omit<EvenAccess, 'step'>[] = [];
  for (let pc = from; pc < from + count * WIDTH; pc += WIDTH) {
    const name = OP_NAMES[opAt(pc)];
    const [a, b, c] = [code[pc + 1], code[pc + 2], code[pc + 3]];
    const match = ACCESS.exec(name);
    if (match !== null) {
      const access = addressOf(match, b, c, valueOf);
      if (access === null) return null;
      found.push({ pc, store: match[1] === 'st', bits: Number.parseInt(match[3], 10), ...access });
    }
    const value = name === 'mov' ? valueOf(b) : name === 'addi' ? plus(valueOf(b), c) : name === 'addjmp' ? plus(valueOf(a), b) : null;
    for (const register of written(opAt(pc), code, pc)) values.set(register, value);
  }
  const stepOf = (register: number): number | null => {
    const end = valueOf(register);
    return end?.from === register ? end.plus : null;
  };
  const even: EvenAccess[] = [];
  for (const access of found) {
    let step = 0;
    for (const [register, factor] of access.terms) {
      const moves = stepOf(register);
      if (moves === null) return null;
      step += factor * moves;
    }
    even.push({ ...access, step });
  }
  return even;
}

function addressOf([, , form, kind]: RegExpExecArray, b: number, c: number, valueOf: (register: number) => Value): { terms: [number, number][]; offset: number } | null {
  if (form === 'a') return { terms: [], offset: b };
  const base = valueOf(b);
  if (base === null) return null;
  if (form === '') return { terms: [[base.from, 1]], offset: (base.plus + c) | 0 };
  const index = valueOf(c);
  const factor = Number.parseInt(kind, 10) / 8;
  return index === null ? null : { terms: [[base.from, 1], [index.from, factor]], offset: (base.plus + factor * index.plus) | 0 };
}

const plus = (value: Value, more: number): Value => (value === null ? null : { from: value.from, plus: (value.plus + more) | 0 });

function written(op: number, code: Int32Array, pc: number): number[] {
  const registers: number[] = [];
  [...(OP_ROLES[op] ?? '')].forEach((role, i) => {
    if (role === 'd') registers.push(code[pc + 1 + i]);
    else if (role === 'D') registers.push(code[pc + 1 + i], code[pc + 2 + i]);
  });
  return registers;
}
