/**
 * State of the C machine around the instruction loop: memory with checks, natives, faults with a call trace,
 * breakpoints. Nothing here recurses for a C call, and no closure holds C state.
 */
import type { Program } from './link';
import type { Where } from './source';
import { excerpt, place } from './source';
import { toBig } from './arithmetic';
import { WIDTH } from './bytecode';
import { POISON, READ_ONLY, READY, type Ram, UNINITIALISED } from './shadow';
import { CALL_INTERRUPT, CALL_TOP, RECORD, type Task } from './task';

export type FaultKind =
  | 'null' | 'out-of-bounds' | 'use-after-free' | 'use-after-return' | 'uninitialised' | 'misaligned' | 'read-only' | 'wild' | 'division' | 'shift' | 'double-free' | 'bad-call'
  | 'stack-overflow' | 'unreachable' | 'index' | 'native' | 'abort' | 'budget';

export interface Fault {
  kind: FaultKind;
  message: string;
  address: number | null;
  at: Where | null;
  trace: { name: string; at: Where | null }[];
}

/**
 * Accesses behind a port that are known to need none of its checks, for the instruction loop. Loads answer an index into
 * `bytes`, `halves` or `words`; less than 0, or false: the slow way must be taken. `pc` and `left` are those of the access.
 */
export interface QuickMemory {
  readonly bytes: Uint8Array;
  readonly halves: Uint16Array;
  readonly words: Int32Array;
  read8(address: number, pc: number, left: number): number;
  read16(address: number, pc: number, left: number): number;
  read32(address: number, pc: number, left: number): number;
  write8(address: number, value: number, pc: number, left: number): boolean;
  write16(address: number, value: number, pc: number, left: number): boolean;
  write32(address: number, value: number, pc: number, left: number): boolean;
  /** For code that remembers lines itself: those found last, good for as long as `generation` stays the same. */
  readonly read: LineAtHand;
  readonly write: LineAtHand;
  readonly generation: number;
  /** The line of a load becomes `read`. */
  findRead(address: number, size: number, pc: number, left: number): boolean;
  /** The line of a store becomes `write`. 1: and the store is done. -1: the slow way, nothing having been done. */
  seekWrite(address: number, size: number, value: number, pc: number, left: number): number;
  /** Store at `at` of `bytes`, `halves` or `words`, in line `slot`, whose shadow allows it. False: the slow way. */
  put8(at: number, inLine: number, slot: number, pa: number, value: number, pc: number, left: number): boolean;
  put16(at: number, inLine: number, slot: number, pa: number, value: number, pc: number, left: number): boolean;
  put32(at: number, inLine: number, slot: number, pa: number, value: number, pc: number, left: number): boolean;
  /** Stores of instruction `pc` may be told of behind several. */
  readonly inOneGo: boolean;
  /** Before them: what is in the line at `at` is kept. False: not now. */
  begin(at: number, pc: number): boolean;
  /**
   * Behind them: `count` stores of `size` bytes beside each other, from `inLine` of line `slot` on, whose physical address
   * is `pa`; the first with `left` instructions to go, the others each `stride` later.
   */
  stored(slot: number, inLine: number, pa: number, size: number, count: number, pc: number, left: number, stride: number): void;
}

export interface LineAtHand {
  /** Virtual address / 32; -1: none. */
  readonly line: number;
  readonly slot: number;
  /** Where its bytes begin in `bytes`, and in memory. */
  readonly at: number;
  readonly pa: number;
  /** Of its page. */
  readonly shadow: Uint8Array;
}

/**
 * Memory outside the machine's own RAM: devices, a kernel's memory behind caches. It judges every access itself: it may
 * call `machine.raise`, or `machine.stall` to have the instruction executed again once the access can be answered.
 */
export interface MemoryPort {
  /** Undefined: there is only the slow way. */
  readonly quick?: QuickMemory | undefined;
  load(address: number, size: number): number;
  store(address: number, size: number, value: number): void;
  /** Without side effects; 0 where there is nothing. */
  peekWord(address: number): number;
  /** Stack frames that come and go. */
  setShadow(address: number, size: number, value: number): void;
}

export type NativeResult = number | bigint | undefined | { block: true } | { exit: number } | { call: number; args: number[] };

export interface Native {
  name: string;
  prototype: string;
  /** Header that declares it. */
  header: string;
  body(call: NativeCall): NativeResult | void;
}

export type Stop = 'budget' | 'stalled' | 'blocked' | 'exited' | 'fault' | 'returned' | 'break';

/** What a native sees of its call. State it keeps across blocking lives in slots of its frame. */
export class NativeCall {
  args: (number | bigint)[] = [];
  /** 0 at first; counts up each time the native is entered again after blocking or calling back. */
  phase = 0;
  /** Value the task was woken with, or that the called C function returned. */
  result = 0;
  /** Its upper half, where it has one. */
  high = 0;
  private slots = 0;
  private list = 0;
  constructor(readonly machine: Machine) {}

  enter(task: Task, signature: string, parameters: number, registers: number): void {
    const { base } = task;
    const r = task.registers;
    this.args.length = 0;
    let at = 0;
    for (let i = 1; i < signature.length; i++) {
      const c = signature[i];
      if (c === '.') this.list = r[base + at++];
      else if (c === 'i' || c === 'p') this.args.push(r[base + at++]);
      else {
        at = (at + 1) & ~1;
        this.args.push(c === 'd' ? task.doubles[(base + at) >> 1] : (BigInt(r[base + at + 1]) << 32n) | BigInt(r[base + at] >>> 0));
        at += 2;
      }
    }
    this.slots = base + parameters;
    this.phase = r[this.slots]++;
    this.result = r[base + registers];
    this.high = r[base + registers + 1];
    this.task = task;
  }
  task!: Task;
  int(i: number): number {
    return Number(this.args[i]);
  }
  big(i: number): bigint {
    return BigInt(this.args[i]);
  }
  slot(i: number): number {
    return this.task.registers[this.slots + 1 + i];
  }
  setSlot(i: number, value: number): void {
    this.task.registers[this.slots + 1 + i] = value;
  }
  /** Variadic arguments, in order. */
  nextInt(): number {
    const v = this.machine.load(this.list, 4);
    this.list += 4;
    return v;
  }
  nextBig(): bigint {
    const low = this.nextInt() >>> 0;
    return (BigInt(this.nextInt()) << 32n) | BigInt(low);
  }
  /** The first argument as it lies in its pair of registers: of a NaN every bit. */
  firstBits(): bigint {
    return toBig(this.task.registers, this.task.base, false);
  }
  useList(address: number): void {
    this.list = address;
  }
  /** Where the variadic arguments lie. */
  get variadic(): number {
    return this.list;
  }
}

export class Machine {
  pending: Fault | null = null;
  exitCode = 0;
  stopRequested = false;
  /** Accesses that are not aligned are faults; otherwise the port decides. */
  alignedOnly = true;
  /** The access of the present instruction waits for its answer. */
  stalled = false;
  /** Bytes are moved from one place to another, with or without values. */
  copying = false;
  /** Instructions not used of the budget, at the access under way: what time it is within a run. */
  left = 0;
  /** Where a call through a pointer goes that leaves the program. */
  foreignTarget = 0;
  /** Address to function index, by instruction. */
  readonly functionAt: Int32Array;
  readonly call = new NativeCall(this);
  private readonly broken = new Map<number, number>();
  /** Says more about an address: heap blocks register here. */
  describe: (address: number) => string = () => '';
  running: Task | null = null;

  constructor(
    readonly program: Program,
    readonly ram: Ram,
    readonly natives: Native[],
    readonly port: MemoryPort | null = null,
  ) {
    this.functionAt = new Int32Array(program.code.length / WIDTH).fill(-1);
    program.functions.forEach((f, i) => (this.functionAt[f.entry / WIDTH] = i));
    if (ram.size === 0) return;
    ram.bytes.set(program.data, program.dataBase - ram.base);
    ram.setShadow(program.dataBase, program.data.length, POISON.dataZone);
    for (const o of program.objects) ram.setShadow(o.address, o.size, o.readOnly ? READ_ONLY : READY);
  }

  addressOf(name: string): number | null {
    const i = this.program.functionByName.get(name);
    return i === undefined ? null : (this.program.textBase + this.program.functions[i].entry) | 0;
  }

  // ---- tasks ----

  /** Makes `task` run the function at `address`; 32-bit arguments. */
  start(task: Task, address: number, args: number[]): void {
    this.push(task, address, args, CALL_TOP);
  }
  /** Lets `task` run a handler before its next instruction, then go on undisturbed. */
  interrupt(task: Task, address: number, args: number[]): void {
    this.push(task, address, args, CALL_INTERRUPT);
  }
  private push(task: Task, address: number, args: number[], kind: number): boolean {
    const index = this.functionFor(address);
    if (index < 0) return false;
    const f = this.program.functions[index];
    const window = task.current >= 0 ? this.program.functions[task.current].registers + 2 : 0;
    const base = (task.base + window + 1) & ~1;
    task.records.set([task.pc, task.base, task.sp, task.current, kind], task.depth * RECORD);
    task.depth++;
    task.registers.set(args, base);
    if (f.signature.endsWith('.')) task.registers[base + args.length] = 0;
    task.base = base;
    task.current = index;
    task.pc = f.entry;
    if (f.native >= 0) task.registers[base + f.paramRegisters] = 0;
    if (f.frameSize > 0) this.openFrame(task, index);
    task.status = 'ready';
    return true;
  }
  functionFor(address: number): number {
    const at = (address - this.program.textBase) >>> 0;
    return at % WIDTH === 0 && at / WIDTH < this.functionAt.length ? this.functionAt[at / WIDTH] : -1;
  }
  wake(task: Task, value: number, high = 0): void {
    const f = this.program.functions[task.current];
    task.registers[task.base + f.registers] = value;
    task.registers[task.base + f.registers + 1] = high;
    task.status = 'ready';
  }
  /** Result of the function that ended with `returned`. */
  result(task: Task): number {
    return this.results(task)[0];
  }
  /** Its lower and upper word. */
  results(task: Task): [number, number] {
    const window = task.current >= 0 ? this.program.functions[task.current].registers + 2 : 0;
    const at = (task.base + window + 1) & ~1;
    return [task.registers[at], task.registers[at + 1]];
  }

  openFrame(task: Task, index: number): boolean {
    const f = this.program.functions[index];
    const sp = (task.sp - f.frameSize) & ~7;
    if (sp < task.stackLow) {
      this.raise('stack-overflow', `stack overflow: no room for the ${f.frameSize} bytes of '${f.name}'`, null);
      return false;
    }
    this.setShadow(sp, task.sp - sp, POISON.stackZone);
    for (const o of f.objects) this.setShadow(sp + o.offset, o.size, UNINITIALISED);
    task.sp = sp;
    task.registers[task.base + f.frameRegister] = sp;
    return true;
  }

  // ---- memory, checked; the instruction loop has its own fast path ----

  setShadow(address: number, size: number, value: number): void {
    if (this.ram.size !== 0) this.ram.setShadow(address, size, value);
    else this.port?.setShadow(address, size, value);
  }

  /** For the port: the instruction must be executed again, from its beginning. */
  stall(): void {
    this.stalled = true;
    this.stopRequested = true;
  }

  raise(kind: FaultKind, message: string, address: number | null): void {
    this.pending ??= { kind, message, address, at: null, trace: [] };
  }

  load(address: number, size: number): number {
    if (!this.checkRead(address, size)) return 0;
    const at = (address - this.ram.base) >>> 0;
    if (at >= this.ram.size) return this.port ? this.port.load(address, size) : 0;
    let v = 0;
    for (let i = size - 1; i >= 0; i--) v = (v << 8) | this.ram.bytes[at + i];
    return v;
  }
  store(address: number, size: number, value: number): void {
    if (!this.checkWrite(address, size)) return;
    const at = (address - this.ram.base) >>> 0;
    if (at >= this.ram.size) {
      this.port?.store(address, size, value);
      return;
    }
    for (let i = 0; i < size; i++) {
      this.ram.bytes[at + i] = value >> (8 * i);
      this.ram.shadow[at + i] = READY;
    }
  }
  /** A word for looking only: no checks, no waiting; 0 where there is nothing. */
  peekWord(address: number): number {
    const at = (address - this.ram.base) >>> 0;
    if (at + 4 <= this.ram.size) return new DataView(this.ram.bytes.buffer).getUint32(at, true);
    return this.port?.peekWord(address >>> 0) ?? 0;
  }
  /** True when all bytes may be read; otherwise a fault is pending. Foreign memory is the port's to judge. */
  checkRead(address: number, size: number): boolean {
    return this.check(address, size, 2, false);
  }
  checkWrite(address: number, size: number): boolean {
    return this.check(address, size, 1, true);
  }
  private check(address: number, size: number, bit: number, write: boolean): boolean {
    const { ram } = this;
    const at = (address - ram.base) >>> 0;
    if (at >= ram.size) {
      if (this.port && address >>> 0 >= 4096) return true;
      this.wild(address, write, size);
      return false;
    }
    for (let i = 0; i < size; i++) {
      if (at + i >= ram.size || (ram.shadow[at + i] & bit) === 0) {
        this.explain((address + i) | 0, address, size, write);
        return false;
      }
    }
    return true;
  }
  misaligned(address: number, size: number, write: boolean): void {
    this.raise('misaligned', `misaligned ${write ? 'write' : 'read'} of ${size} bytes at ${hex(address)}`, address);
  }
  private wild(address: number, write: boolean, size: number): void {
    const what = `${write ? 'write' : 'read'} of ${size} byte${size > 1 ? 's' : ''}`;
    const a = address >>> 0;
    if (a < 4096) this.raise('null', `${what} through a null pointer${a ? ` (offset ${a})` : ''}`, address);
    else if ((address - this.program.textBase) >>> 0 < this.program.code.length) this.raise('wild', `${what} in program code at ${hex(address)}`, address);
    else this.raise('wild', `${what} at ${hex(address)}, where there is no memory`, address);
  }
  private explain(byte: number, start: number, size: number, write: boolean): void {
    const s = this.ram.contains(byte, 1) ? this.ram.shadow[(byte - this.ram.base) >>> 0] : 0;
    const what = `${write ? 'write' : 'read'} of ${size} byte${size > 1 ? 's' : ''} at ${hex(start)}`;
    if (s & 1 && !write) return this.raise('uninitialised', `read of memory that was never written: ${what}${this.ownerOf(byte)}`, start);
    if (s & 2 && write) return this.raise('read-only', `write to constant data: ${what}${this.ownerOf(byte)}`, start);
    switch (s) {
      case POISON.freed: return this.raise('use-after-free', `use after free: ${what}${this.describe(byte)}`, start);
      case POISON.heapZone: return this.raise('out-of-bounds', `out of bounds: ${what}${this.describe(byte)}`, start);
      case POISON.stackZone: return this.raise('out-of-bounds', `out of bounds: ${what}${this.ownerOf(byte)}`, start);
      case POISON.deadStack: return this.raise('use-after-return', `use after return: ${what}, in the frame of a function that has returned`, start);
      case POISON.dataZone: return this.raise('out-of-bounds', `out of bounds: ${what}${this.ownerOf(byte)}`, start);
      default: return this.raise('wild', `${what}, in memory that nobody allocated`, start);
    }
  }
  /** The global or local nearest below an address. */
  ownerOf(address: number): string {
    const past = (name: string, size: number, offset: number): string =>
      offset < size ? `, offset ${offset} in '${name}' (${size} bytes)` : `, ${offset - size} byte${offset - size === 1 ? '' : 's'} past '${name}' (${size} bytes)`;
    let best = '';
    let distance = 64;
    for (const o of this.program.objects) {
      const d = (address - o.address) | 0;
      if (d >= 0 && d < o.size + distance && d - o.size < distance) {
        distance = Math.max(0, d - o.size);
        best = past(o.name, o.size, d);
        if (d < o.size) return best;
      }
    }
    for (const f of this.running ? this.frames(this.running) : []) {
      if (f.index < 0 || f.fp === null || ((address - f.fp) | 0) >= this.program.functions[f.index].frameSize) continue;
      for (const o of this.program.functions[f.index].objects) {
        const d = (address - (f.fp + o.offset)) | 0;
        if (d >= 0 && d - o.size < Math.min(distance, 32)) best = past(o.name, o.size, d);
        if (d >= 0 && d < o.size) return best;
        if (d < 0 && d >= -8 && !best) best = `, ${-d} byte${d === -1 ? '' : 's'} before '${o.name}' (${o.size} bytes)`;
      }
    }
    return best || this.describe(address);
  }

  // ---- looking ----

  /** Frames of a task, innermost first. */
  frames(task: Task): { index: number; pc: number; base: number; fp: number | null }[] {
    const out: { index: number; pc: number; base: number; fp: number | null }[] = [];
    let { pc, base, current } = task;
    for (let d = task.depth; d > 0 && current >= 0; d--) {
      const f = this.program.functions[current];
      out.push({ index: current, pc, base, fp: f.frameSize > 0 ? task.registers[base + f.frameRegister] : null });
      const at = (d - 1) * RECORD;
      const kind = task.records[at + 4];
      const caller = this.program.functions[task.records[at + 3]];
      pc = task.records[at] - (kind === CALL_INTERRUPT || (caller && caller.native >= 0) ? 0 : WIDTH);
      base = task.records[at + 1];
      current = task.records[at + 3];
    }
    return out;
  }
  whereIs(pc: number): Where | null {
    const p = this.program.positions[pc / WIDTH];
    return p === undefined || p === -1 ? null : this.program.places[p & 0x7fffffff];
  }
  isStatementStart(pc: number): boolean {
    const p = this.program.positions[pc / WIDTH];
    return p !== -1 && p < 0;
  }
  completeFault(task: Task): Fault {
    const fault = this.pending ?? { kind: 'native' as const, message: 'stopped', address: null, at: null, trace: [] };
    fault.trace = this.frames(task).map((f) => ({ name: this.program.functions[f.index].name, at: this.whereIs(f.pc) }));
    fault.at = fault.trace.find((t) => t.at && !t.at.file.system)?.at ?? fault.trace[0]?.at ?? null;
    return fault;
  }

  /** Grows with every breakpoint that comes or goes. */
  breakpointChanges = 0;

  /** Is there a breakpoint in the code from `from` on and before `to`? */
  hasBreakpoint(from: number, to: number): boolean {
    for (const pc of this.broken.keys()) if (pc >= from && pc < to) return true;
    return false;
  }
  /** The operation at `pc`, whether or not a breakpoint hides it. */
  operationAt(pc: number): number {
    return this.broken.get(pc) ?? this.program.code[pc];
  }
  setBreakpoint(pc: number, breakCode: number): void {
    if (this.broken.has(pc)) return;
    this.breakpointChanges++;
    this.broken.set(pc, this.program.code[pc]);
    this.program.code[pc] = breakCode;
  }
  clearBreakpoint(pc: number): void {
    const op = this.broken.get(pc);
    if (op === undefined) return;
    this.breakpointChanges++;
    this.program.code[pc] = op;
    this.broken.delete(pc);
  }
}

export const hex = (n: number): string => `0x${(n >>> 0).toString(16).padStart(8, '0')}`;

export function faultReport(fault: Fault): string {
  let text = `${fault.at ? place(fault.at) : '(no source)'}: fault: ${fault.message} [${fault.kind}]\n`;
  if (fault.at) text += excerpt(fault.at, 1);
  fault.trace.slice(0, 20).forEach((t, i) => (text += `  #${i} ${t.name}${t.at ? ` at ${place(t.at)}` : ''}\n`));
  if (fault.trace.length > 20) text += `  ... ${fault.trace.length - 20} more\n`;
  return text;
}
