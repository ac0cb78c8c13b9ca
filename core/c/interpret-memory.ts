/**
 * Instructions that reach memory with every check: loads and stores that the loop could not do at once, bit-fields,
 * accesses that need not be aligned, blocks of bytes. What goes wrong is pending in the machine afterwards.
 */
import { fromBig, overflowing, toBig } from './arithmetic';
import { OP } from './bytecode';
import { floatBits, setFloat } from './floating';
import type { Machine } from './machine';
import { POISON, READY, UNINITIALISED } from './shadow';
import type { Task } from './task';

/** How an access is done, by operation: its bytes, and for loads what becomes of them. */
type Kind = 's8' | 'u8' | 's16' | 'u16' | 'word' | 'pair' | 'float';
const SUFFIXES: readonly (readonly [string, Kind])[] = [['8', 's8'], ['8u', 'u8'], ['16', 's16'], ['16u', 'u16'], ['32', 'word'], ['64', 'pair'], ['f', 'float']];
const KINDS: (Kind | undefined)[] = [];
for (const stem of ['ld', 'ldx', 'lda', 'st', 'stx', 'sta']) for (const [suffix, kind] of SUFFIXES) if (`${stem}${suffix}` in OP) KINDS[OP[`${stem}${suffix}`]] = kind;

/** Load of operation `op` into register `d`. */
export function loadSlowly(machine: Machine, task: Task, op: number, d: number, address: number): void {
  const R = task.registers;
  const kind = KINDS[op];
  if (kind === 'pair') {
    const v = load(machine, address, 4, 8);
    const w = machine.pending === null ? load(machine, (address + 4) | 0, 4, 8) : 0;
    if (held(machine)) return;
    R[d] = v;
    R[d + 1] = w;
    return;
  }
  const v = load(machine, address, sizeOf(kind));
  if (held(machine)) return;
  switch (kind) {
    case 's8': R[d] = (v << 24) >> 24; break;
    case 'u8': R[d] = v & 255; break;
    case 's16': R[d] = (v << 16) >> 16; break;
    case 'u16': R[d] = v & 65535; break;
    case 'float': setFloat(R, task.doubles, d, v); break;
    default: R[d] = v;
  }
}

/** Store of operation `op` from register `s`. */
export function storeSlowly(machine: Machine, task: Task, op: number, s: number, address: number): void {
  const R = task.registers;
  const kind = KINDS[op];
  if (kind === 'pair') {
    store(machine, address, 4, R[s], 8);
    if (machine.pending === null) store(machine, (address + 4) | 0, 4, R[s + 1], 8);
  } else store(machine, address, sizeOf(kind), kind === 'float' ? floatBits(R, task.doubles, s) : R[s]);
}

/** The instruction is not done: a fault is pending, or it waits for its answer. */
const held = (machine: Machine): boolean => machine.pending !== null || machine.stalled;
const sizeOf = (kind: Kind | undefined): number => (kind === 's8' || kind === 'u8' ? 1 : kind === 's16' || kind === 'u16' ? 2 : 4);

/** `whole`: bytes of the access that this is a part of, for the message. */
function load(machine: Machine, address: number, size: number, whole = size): number {
  if (isMisaligned(machine, address, size)) {
    machine.misaligned(address, whole, false);
    return 0;
  }
  return machine.load(address, size);
}
function store(machine: Machine, address: number, size: number, value: number, whole = size): void {
  if (isMisaligned(machine, address, size)) machine.misaligned(address, whole, true);
  else machine.store(address, size, value);
}
const isMisaligned = (machine: Machine, address: number, size: number): boolean => (address & (size - 1)) !== 0 && address >>> 0 >= 4096 && machine.alignedOnly;

/** The instruction at `pc`, one of those below, in the frame of `task`. */
export function operateOnMemory(machine: Machine, task: Task, op: number, pc: number): void {
  const { code } = machine.program;
  const { base: b, registers: R } = task;
  const i = code[pc + 1];
  const j = code[pc + 2];
  const k = code[pc + 3];
  switch (op) {
    case 133: /* ldbf */ case 134: /* ldbf2 */ loadBits(machine, R, b + i, R[b + j], k, op === 134); break;
    case 135: /* stbf */ case 136: /* stbf2 */ storeBits(machine, R, b + i, R[b + j], k, op === 136); break;
    case 137: /* ldu */ case 138: /* ldu2 */ loadUnaligned(machine, task, b + i, R[b + j], k); break;
    case 139: /* stu */ case 140: /* stu2 */ storeUnaligned(machine, task, b + i, R[b + j], k); break;
    case 141: /* copy */ copyBytes(machine, R[b + i], R[b + j], k); break;
    case 142: /* zero */ zeroBytes(machine, (R[b + i] + j) | 0, k); break;
    case 156: /* alloca */ allocate(machine, task, b + i, R[b + j]); break;
    case 163: /* overflow */ storeOverflow(machine, R, b + i, b + j, k); break;
    default: throw new Error(`operation ${op} is not one of memory`);
  }
}

/** Bit-fields are read and written byte by byte: neighbours in the same word may be unset. */
function loadBits(machine: Machine, R: Int32Array, d: number, address: number, descriptor: number, wide: boolean): void {
  const f = machine.program.bitFields[descriptor];
  const count = (f.start + f.width + 7) >> 3;
  if (!machine.checkRead(address, count)) return;
  if (!wide && count <= 4) {
    const v = machine.load(address, count) >>> f.start;
    const unused = 32 - f.width;
    R[d] = f.signed ? (v << unused) >> unused : (v << unused) >>> unused;
    return;
  }
  let v = 0n;
  for (let i = count - 1; i >= 0; i--) v = (v << 8n) | BigInt(machine.load((address + i) | 0, 1) & 255);
  v >>= BigInt(f.start);
  const bits = f.signed ? BigInt.asIntN(f.width, v) : BigInt.asUintN(f.width, v);
  if (wide) fromBig(R, d, bits);
  else R[d] = Number(BigInt.asIntN(32, bits));
}
function storeBits(machine: Machine, R: Int32Array, s: number, address: number, descriptor: number, wide: boolean): void {
  const f = machine.program.bitFields[descriptor];
  const count = (f.start + f.width + 7) >> 3;
  if (!machine.checkWrite(address, count)) return;
  const value = wide ? toBig(R, s, false) : BigInt(R[s] >>> 0);
  for (let i = 0; i < count; i++) {
    const at = (address + i) | 0;
    const inside = machine.ram.contains(at, 1);
    let byte = inside ? machine.ram.bytes[(at - machine.ram.base) >>> 0] : machine.load(at, 1) & 255;
    for (let k = 0; k < 8; k++) {
      const n = i * 8 + k - f.start;
      if (n < 0 || n >= f.width) continue;
      byte = (value >> BigInt(n)) & 1n ? byte | (1 << k) : byte & ~(1 << k);
    }
    machine.store(at, 1, byte);
  }
}

/** `kind`: bytes, negative if signed; 5 is a float. */
function loadUnaligned(machine: Machine, task: Task, d: number, address: number, kind: number): void {
  const R = task.registers;
  const size = kind === 5 ? 4 : Math.abs(kind);
  if (!machine.checkRead(address, size)) return;
  const low = gather(machine, address, Math.min(4, size));
  if (kind === 5) setFloat(R, task.doubles, d, low);
  else if (size === 8) {
    R[d] = low;
    R[d + 1] = gather(machine, (address + 4) | 0, 4);
  } else R[d] = kind < 0 && size < 4 ? (low << (32 - 8 * size)) >> (32 - 8 * size) : low;
}
function gather(machine: Machine, address: number, size: number): number {
  let v = 0;
  for (let i = size - 1; i >= 0; i--) v = (v << 8) | (machine.load((address + i) | 0, 1) & 255);
  return v;
}
function storeUnaligned(machine: Machine, task: Task, s: number, address: number, kind: number): void {
  const R = task.registers;
  const size = kind === 5 ? 4 : kind;
  if (!machine.checkWrite(address, size)) return;
  const low = kind === 5 ? floatBits(R, task.doubles, s) : R[s];
  for (let i = 0; i < size; i++) machine.store((address + i) | 0, 1, (i < 4 ? low >> (8 * i) : R[s + 1] >> (8 * (i - 4))) & 255);
}

/** Struct copy: bytes without value stay without value. */
function copyBytes(machine: Machine, to: number, from: number, size: number): void {
  const { ram } = machine;
  if (ram.contains(to, size) && ram.contains(from, size)) {
    const s = (from - ram.base) >>> 0;
    const d = (to - ram.base) >>> 0;
    for (let i = 0; i < size; i++) {
      if ((ram.shadow[s + i] & 3) === 0 && !machine.checkRead((from + i) | 0, 1)) return;
      if ((ram.shadow[d + i] & 1) === 0 && !machine.checkWrite((to + i) | 0, 1)) return;
    }
    const shadow = ram.shadow.slice(s, s + size);
    ram.bytes.copyWithin(d, s, s + size);
    for (let i = 0; i < size; i++) ram.shadow[d + i] = shadow[i] & 2 ? READY : UNINITIALISED;
    return;
  }
  machine.copying = true;
  for (let i = 0; i < size && machine.pending === null; i++) machine.store((to + i) | 0, 1, machine.load((from + i) | 0, 1));
  machine.copying = false;
}
function zeroBytes(machine: Machine, address: number, size: number): void {
  if (!machine.checkWrite(address, size)) return;
  if (machine.ram.contains(address, size)) {
    const at = (address - machine.ram.base) >>> 0;
    machine.ram.bytes.fill(0, at, at + size);
    machine.ram.shadow.fill(READY, at, at + size);
  } else for (let i = 0; i < size; i++) machine.store((address + i) | 0, 1, 0);
}
function allocate(machine: Machine, task: Task, dest: number, size: number): void {
  const whole = (Math.max(0, size) + 7) & ~7;
  if (size < 0 || task.sp - whole - 32 < task.stackLow) return machine.raise('stack-overflow', `stack overflow: no room for ${size >>> 0} bytes`, null);
  const at = (task.sp - whole - 16) & ~7;
  const sp = at - 16;
  machine.setShadow(sp, task.sp - sp, POISON.stackZone);
  machine.setShadow(at, size, UNINITIALISED);
  task.sp = sp;
  task.registers[dest] = at;
}
function storeOverflow(machine: Machine, R: Int32Array, d: number, base: number, kind: number): void {
  const { value, overflow, size } = overflowing(R, base, kind);
  const to = R[base + 4];
  machine.store(to, Math.min(4, size), Number(BigInt.asIntN(32, value)));
  if (size === 8) machine.store((to + 4) | 0, 4, Number(BigInt.asIntN(32, value >> 32n)));
  R[d] = overflow ? 1 : 0;
}
