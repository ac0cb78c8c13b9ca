/**
 * Which register variables may be read before they are written. A forward dataflow over the instructions of a function;
 * reads that are proved safe cost nothing, the others get run-time checks (`undef`, `mark`, `check`).
 */
import type { FunctionCode, Instruction } from './emit';
import type { Where } from './source';
import { ENDS } from './emit';
import { OP, OP_ROLES } from './bytecode';

function operand(i: Instruction, n: number): number {
  return n === 0 ? i.a : n === 1 ? i.b : i.c;
}
function successors(f: FunctionCode, index: number): number[] {
  const i = f.code[index];
  const roles = OP_ROLES[i.op];
  const out: number[] = [];
  const t = roles.indexOf('t');
  if (t >= 0) out.push(f.labels[operand(i, t)]);
  if (i.op === OP.table) {
    const table = f.tables[i.b];
    for (const l of table.labels) out.push(f.labels[l]);
    out.push(f.labels[table.otherwise]);
  }
  if (i.op === OP.jmpr) for (const l of f.labelAddresses.values()) out.push(f.labels[l]);
  if (!ENDS.has(i.op) && i.op !== OP.trap) out.push(index + 1);
  return out;
}

/** `tell`: a variable is read where it cannot have a value, whatever way control came. */
export function insertInitChecks(f: FunctionCode, tell?: (name: string, at: Where) => void): void {
  const tracked = new Set(f.code.filter((i) => i.op === OP.undef).map((i) => i.a));
  if (tracked.size === 0) return;
  const bit = new Map([...tracked].map((r, n) => [r, n]));
  const words = Math.ceil(tracked.size / 32);
  const n = f.code.length;
  // Maybe-undefined sets before each instruction; they only grow, so the worklist ends.
  const before = new Int32Array((n + 1) * words);
  const reached = new Uint8Array(n + 1);
  const work = [0];
  reached[0] = 1;
  before.fill(-1, 0, words);
  const after = new Int32Array(words);
  while (work.length > 0) {
    const index = work.pop() as number;
    if (index >= n) continue;
    const i = f.code[index];
    for (let w = 0; w < words; w++) after[w] = before[index * words + w];
    if (i.op === OP.undef) {
      const b = bit.get(i.a) ?? 0;
      after[b >> 5] |= 1 << (b & 31);
    } else {
      const role = OP_ROLES[i.op][0];
      const b = role === 'd' || role === 'D' ? bit.get(i.a) : undefined;
      if (b !== undefined) after[b >> 5] &= ~(1 << (b & 31));
    }
    for (const s of successors(f, index)) {
      let changed = reached[s] === 0;
      reached[s] = 1;
      for (let w = 0; w < words; w++) {
        const old = before[s * words + w];
        const merged = old | after[w];
        if (merged !== old) {
          before[s * words + w] = merged;
          changed = true;
        }
      }
      if (changed) work.push(s);
    }
  }
  const unsafe = unsafeReads(f, bit, words, before, reached);
  if (tell && unsafe.size > 0) tellEmpty(f, unsafe, tell);
  rewrite(f, unsafe);
}

/** The same walk, for registers that hold nothing on all ways to an instruction. */
function tellEmpty(f: FunctionCode, registers: Set<number>, tell: (name: string, at: Where) => void): void {
  const empty = new Map<number, Set<number>>([[0, new Set(registers)]]);
  const work = [0];
  for (let index = work.pop(); index !== undefined; index = work.pop()) {
    if (index >= f.code.length) continue;
    const i = f.code[index];
    const after = new Set(empty.get(index));
    const role = OP_ROLES[i.op][0];
    if (i.op === OP.undef && registers.has(i.a)) after.add(i.a);
    else if (role === 'd' || role === 'D') after.delete(i.a);
    for (const s of successors(f, index)) {
      const known = empty.get(s);
      const merged = known ? new Set([...known].filter((r) => after.has(r))) : after;
      if (known?.size === merged.size) continue;
      empty.set(s, new Set(merged));
      work.push(s);
    }
  }
  const names = new Map(f.locals.flatMap((l) => (l.where.kind === 'register' ? [[l.where.register, l.name] as const] : [])));
  f.code.forEach((i, index) => {
    if (i.op === OP.undef) return;
    for (const r of readsOf(i)) {
      const name = empty.get(index)?.has(r) === true ? names.get(r) : undefined;
      if (name !== undefined) tell(name, i.at);
      if (name !== undefined) names.delete(r);
    }
  });
}

function unsafeReads(f: FunctionCode, bit: Map<number, number>, words: number, before: Int32Array, reached: Uint8Array): Set<number> {
  const unsafe = new Set<number>();
  f.code.forEach((i, index) => {
    if (!reached[index] || i.op === OP.undef) return;
    for (const r of readsOf(i)) {
      const b = bit.get(r);
      if (b !== undefined && before[index * words + (b >> 5)] & (1 << (b & 31))) unsafe.add(r);
    }
  });
  return unsafe;
}
function readsOf(i: Instruction): number[] {
  const roles = OP_ROLES[i.op];
  const out: number[] = [];
  for (let k = 0; k < roles.length; k++) if (roles[k] === 'u' || roles[k] === 'U') out.push(operand(i, k));
  return out;
}

function rewrite(f: FunctionCode, unsafe: Set<number>): void {
  const out: Instruction[] = [];
  const moved: number[] = [];
  const names = new Map(f.locals.flatMap((l, n) => (l.where.kind === 'register' ? [[l.where.register, n] as const] : [])));
  const dropped: FunctionCode['emptied'] = [];
  for (const r of unsafe) out.push({ op: OP.undef, a: r, b: 0, c: 0, at: f.at, symbol: null, statement: false });
  f.code.forEach((i, index) => {
    moved[index] = out.length;
    if (i.op === OP.undef) {
      if (unsafe.has(i.a)) out.push(i);
      else dropped.push({ register: i.a, before: out.length });
      return;
    }
    let first = true;
    for (const r of readsOf(i)) {
      if (!unsafe.has(r)) continue;
      out.push({ op: OP.check, a: r, b: names.get(r) ?? -1, c: 0, at: i.at, symbol: null, statement: first && i.statement });
      first = false;
    }
    out.push(first ? i : { ...i, statement: false });
    const role = OP_ROLES[i.op][0];
    if ((role === 'd' || role === 'D') && unsafe.has(i.a)) out.push({ op: OP.mark, a: i.a, b: 0, c: 0, at: i.at, symbol: null, statement: false });
  });
  moved[f.code.length] = out.length;
  f.code = out;
  f.emptied = dropped;
  f.labels = f.labels.map((l) => (l < 0 ? l : moved[l]));
}
