/** Instructions of one function while it is lowered: registers, labels, frame objects. */
import type { Where } from './source';
import type { CType } from './ctype';
import { OP } from './bytecode';

/** Something whose address the linker knows. */
export interface SymbolRef {
  /** Id of a variable, function or string of the unit. */
  id: number;
}
export interface Instruction {
  op: number;
  a: number;
  b: number;
  c: number;
  at: Where;
  /** Address to add to the operand with role g or f. */
  symbol: SymbolRef | null;
  /** Of an indirect call: result and arguments. */
  signature?: string;
  /** First instruction of a statement: a debugger can stop here, an interrupt can come in. */
  statement: boolean;
}
export type Label = number;
export interface LocalInfo {
  name: string;
  type: CType;
  /** Register number in the window, or offset in the memory frame. */
  where: { kind: 'register'; register: number } | { kind: 'frame'; offset: number } | { kind: 'pointer'; register: number };
  at: Where;
  isParam: boolean;
}
export interface FrameObject {
  offset: number;
  size: number;
  name: string;
}
export interface FunctionCode {
  id: number;
  name: string;
  at: Where;
  code: Instruction[];
  labels: number[];
  registers: number;
  /** Registers that arguments come in. */
  paramRegisters: number;
  /** Widths of arguments and result: `i` one register, `w` a pair, `s` struct. */
  signature: string;
  frameSize: number;
  frameRegister: number;
  objects: FrameObject[];
  locals: LocalInfo[];
  /** Variables in registers that are without a value from an instruction on, and need no check at run time: for debuggers. */
  emptied: { register: number; before: number }[];
  tables: { low: number; labels: Label[]; otherwise: Label }[];
  labelAddresses: Map<number, Label>;
}

/** Instructions behind which control does not go on. */
export const ENDS: ReadonlySet<number> = new Set([OP.jmp, OP.ret, OP.ret1, OP.ret2, OP.jmpr, OP.table]);

/** Bytes between two objects of a frame that belong to nobody: an overrun lands there and is caught. */
const RED_ZONE = 8;

export class Emitter {
  readonly code: Instruction[] = [];
  readonly labels: number[] = [];
  readonly objects: FrameObject[] = [];
  protected top = 0;
  protected highest = 0;
  private frame = RED_ZONE;
  protected here: Where;
  private statementPending = true;

  constructor(at: Where) {
    this.here = at;
  }

  emit(name: string, a = 0, b = 0, c = 0, symbol: SymbolRef | null = null): Instruction {
    const made: Instruction = { op: OP[name], a, b, c, at: this.here, symbol, statement: this.statementPending };
    this.statementPending = false;
    this.code.push(made);
    return made;
  }
  protected startStatement(at: Where): void {
    this.here = at;
    this.statementPending = true;
  }
  protected at<T>(where: Where, body: () => T): T {
    const before = this.here;
    this.here = where;
    const result = body();
    this.here = before;
    return result;
  }
  newLabel(): Label {
    return this.labels.push(-1) - 1;
  }
  place(label: Label): void {
    this.labels[label] = this.code.length;
  }
  /** Whether control can come to the next instruction. */
  protected get reached(): boolean {
    const last = this.code.at(-1);
    return last === undefined || !ENDS.has(last.op) || this.labels.includes(this.code.length);
  }
  jump(label: Label): void {
    this.emit('jmp', label);
  }
  temp(wide: boolean): number {
    if (wide) this.top = (this.top + 1) & ~1;
    const r = this.top;
    this.top += wide ? 2 : 1;
    this.highest = Math.max(this.highest, this.top);
    return r;
  }
  protected reserve(to: number): void {
    this.top = Math.max(this.top, to);
    this.highest = Math.max(this.highest, this.top);
  }
  frameObject(size: number, align: number, name: string): number {
    const a = Math.max(align, 4);
    const offset = Math.ceil(this.frame / a) * a;
    this.frame = offset + Math.ceil(size / 4) * 4 + RED_ZONE;
    this.objects.push({ offset, size, name });
    return offset;
  }
  protected get frameSize(): number {
    return this.objects.length > 0 ? Math.ceil(this.frame / 8) * 8 : 0;
  }
}
