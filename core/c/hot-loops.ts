/**
 * Loops that run long, translated into functions of the host's language: the same instructions on the same registers,
 * without the cost of taking each apart. What a loop does stays visible: before anything but arithmetic and loads and
 * stores that are done at once (a call, a fault, an access the slow way, the end of the budget) the function writes the
 * registers back and returns, and the instruction loop goes on at that very instruction.
 * The text that is compiled (`loop-text.ts`) holds operations of its tables and numbers of the program, nothing else.
 */
import { mul64, shift64 } from './arithmetic';
import { OP, OP_ROLES, WIDTH } from './bytecode';
import { CACHED, WindowAccess } from './loop-memory';
import { loopText } from './loop-text';
import type { Machine } from './machine';
import type { Task } from './task';

/** Runs from the loop's first instruction on. @returns what is left of the budget; `task.pc` tells where it stands. */
export type HotLoop = (task: Task, b: number, left: number) => number;

/** When loops are translated. */
export interface Warmth {
  /** After they have begun so often. */
  readonly passes: number;
  /** For good, if the first entries come to so many instructions each. */
  readonly worth: number;
}
const USUAL: Warmth = { passes: 400, worth: 12 };
/** For comparing. */
export const AT_ONCE: Warmth = { passes: 1, worth: 0 };
export const NEVER: Warmth = { passes: Infinity, worth: 0 };
/** Entries after which it is asked whether the translation pays. */
const TRIAL = 64;

interface Header {
  /** First word, and the one behind the last jump back to it. */
  readonly from: number;
  to: number;
  /** The operation that stands under the mark. */
  readonly op: number;
  passes: number;
  executed: number;
  run: HotLoop | null;
  /** A breakpoint lies in it; as of which change of breakpoints. */
  held: boolean;
  seen: number;
}

/** Marks the first instructions of loops in the code, and tells what to do at a mark. */
export class HotLoops {
  warmth = USUAL;
  /** How many loops have been translated. */
  translations = 0;
  private readonly headers: (Header | undefined)[] = [];
  private readonly code: Int32Array;

  constructor(private readonly machine: Machine) {
    const { code } = machine.program;
    this.code = code;
    const ends = new Map<number, number>();
    for (let pc = 0; pc < code.length; pc += WIDTH) {
      const to = targetOf(code, pc);
      if (to >= 0 && to <= pc && !isEmptyLoop(code, pc, to)) ends.set(to, pc + WIDTH);
    }
    for (const [from, to] of ends) {
      this.headers[from / WIDTH] = { from, to, op: code[from], passes: 0, executed: 0, run: null, held: false, seen: -1 };
      code[from] = OP.hot;
    }
  }

  /** The operation under the mark at `pc`. */
  under(pc: number): number {
    return (this.headers[pc / WIDTH] as Header).op;
  }

  /**
   * At the mark of `pc`, with `left` instructions to go.
   * @returns what is left then; the same: nothing was executed, and the operation under the mark is next.
   */
  enter(task: Task, pc: number, b: number, left: number): number {
    const header = this.headers[pc / WIDTH] as Header;
    if (header.run === null) {
      if (++header.passes === this.warmth.passes) this.translate(header);
      return left;
    }
    const { breakpointChanges } = this.machine;
    if (header.seen !== breakpointChanges) {
      header.seen = breakpointChanges;
      header.held = this.machine.hasBreakpoint(header.from, header.to);
    }
    if (header.held) return left;
    const rest = header.run(task, b, left);
    header.executed += left - rest;
    if (++header.passes === TRIAL && header.executed < TRIAL * this.warmth.worth) this.giveUp(header);
    return rest;
  }

  private translate(header: Header): void {
    const { ram, port } = this.machine;
    const access = ram.size > 0 ? new WindowAccess(ram.base, ram.size) : port?.quick === undefined ? null : CACHED;
    const text = loopText(this.code, header.from, header.to, (pc) => this.headers[pc / WIDTH]?.op ?? this.code[pc], access);
    header.run = text === null ? null : compiled(text, this.machine);
    header.passes = 0;
    if (header.run === null) this.giveUp(header);
    else this.translations++;
  }

  private giveUp(header: Header): void {
    header.run = null;
    this.code[header.from] = header.op;
  }
}

/** Where a jump goes; -1: it is none. */
function targetOf(code: Int32Array, pc: number): number {
  const role = OP_ROLES[code[pc]]?.indexOf('t') ?? -1;
  return role < 0 ? -1 : code[pc + 1 + role];
}

/** for (;;); has nothing to translate. */
const isEmptyLoop = (code: Int32Array, pc: number, to: number): boolean => pc === to && code[pc] === OP.jmp;

/** The function of a text; null where the host compiles none. */
function compiled(text: string, { ram, port }: Machine): HotLoop | null {
  const own = ram.size > 0;
  const { quick } = port ?? {};
  const bytes = own ? ram.bytes : quick?.bytes;
  const shadow = own ? ram.shadow : new Uint8Array(0);
  const views = own ? [new Uint16Array(ram.bytes.buffer), new Int32Array(ram.bytes.buffer)] : [quick?.halves, quick?.words];
  return makerOf(text)?.(quick, bytes, views[0], views[1], shadow, new Uint16Array(shadow.buffer), new Int32Array(shadow.buffer), mul64, shift64) ?? null;
}

type Maker = (...parts: unknown[]) => HotLoop;

/** Of the texts compiled so far: the same loop again, in another lab, begins warm. */
const makers = new Map<string, Maker | null>();
const MOST_MAKERS = 1000;

function makerOf(text: string): Maker | null {
  let maker = makers.get(text);
  if (maker !== undefined) return maker;
  if (makers.size >= MOST_MAKERS) makers.clear();
  maker = compile(text);
  makers.set(text, maker);
  return maker;
}

function compile(text: string): Maker | null {
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- a translation is text; it is made of the tables' operations and the program's numbers
    return new Function('quick', 'c8', 'c16', 'c32', 's8', 's16', 's32', 'mul64', 'shift64', text) as Maker;
  } catch {
    return null;
  }
}
