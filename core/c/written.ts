/**
 * For debuggers: which variables in registers can hold a value at an instruction. Where the compiler proved that a
 * variable is written before it is read (definite.ts) nothing is recorded at run time, and a register that was never
 * written holds what others left there. A forward walk over the linked code of a function: a write on any way counts.
 */
import { OP, OP_ROLES, WIDTH } from './bytecode';
import { ENDS } from './emit';
import type { LinkedFunction, Program } from './link';

/** Per instruction one word per 32 variables; bits as in `bit`. */
interface Walk {
  readonly bit: ReadonlyMap<number, number>;
  readonly words: number;
  readonly held: Int32Array;
}

const walks = new WeakMap<LinkedFunction, Walk | null>();

/**
 * @param operationAt what stands at an instruction when no breakpoint hides it.
 * @returns whether `register` was written on no way to `pc`.
 */
export function neverWritten(program: Program, f: LinkedFunction, operationAt: (pc: number) => number, pc: number, register: number): boolean {
  let walk = walks.get(f);
  if (walk === undefined) walks.set(f, (walk = walkThrough(program, f, operationAt)));
  const bit = walk?.bit.get(register);
  if (walk === null || bit === undefined) return false;
  return (walk.held[((pc - f.entry) / WIDTH) * walk.words + (bit >> 5)] & (1 << (bit & 31))) === 0;
}

function walkThrough(program: Program, f: LinkedFunction, operationAt: (pc: number) => number): Walk | null {
  const registers = f.locals.flatMap(({ where, isParam }) => (where.kind === 'register' && !isParam ? [where.register] : []));
  const bit = new Map([...new Set(registers)].map((register, n) => [register, n]));
  const emptied = new Map<number, number[]>();
  for (const { register, before } of f.emptied) if (bit.has(register)) emptied.set(before, [...(emptied.get(before) ?? []), bit.get(register) as number]);
  const count = (f.end - f.entry) / WIDTH;
  const words = Math.ceil(bit.size / 32);
  const held = new Int32Array(count * words);
  const reached = new Uint8Array(count);
  const work = [0];
  const after = new Int32Array(words);
  const arrive = (index: number): void => {
    if (index >= count) return;
    const none = emptied.get(index) ?? [];
    let changed = reached[index] === 0;
    reached[index] = 1;
    for (let w = 0; w < words; w++) {
      let coming = after[w];
      for (const b of none) if (b >> 5 === w) coming &= ~(1 << (b & 31));
      const old = held[index * words + w];
      held[index * words + w] = old | coming;
      changed ||= (old | coming) !== old;
    }
    if (changed) work.push(index);
  };
  for (let index = work.pop(); index !== undefined; index = work.pop()) {
    const pc = f.entry + index * WIDTH;
    const op = operationAt(pc);
    if (op === OP.jmpr) return null;
    for (let w = 0; w < words; w++) after[w] = held[index * words + w];
    const role = OP_ROLES[op][0];
    const b = role === 'd' || role === 'D' ? bit.get(program.code[pc + 1]) : undefined;
    if (b !== undefined) after[b >> 5] |= 1 << (b & 31);
    // Those are told apart at run time: the task knows better.
    if (op === OP.undef) bit.delete(program.code[pc + 1]);
    for (const next of targetsOf(program, op, pc)) arrive((next - f.entry) / WIDTH);
  }
  return { bit, words, held };
}

function targetsOf(program: Program, op: number, pc: number): number[] {
  const out: number[] = [];
  const t = OP_ROLES[op].indexOf('t');
  if (t >= 0) out.push(program.code[pc + 1 + t]);
  if (op === OP.table) {
    const { targets, otherwise } = program.tables[program.code[pc + 2]];
    out.push(...targets, otherwise);
  }
  if (!ENDS.has(op) && op !== OP.trap) out.push(pc + WIDTH);
  return out;
}
