/**
 * What the CPU executes: routines of steps, run in explicit frames. Everything in a frame is plain data; code is found
 * by name. A step looks at its frame and answers one operation; the CPU carries it out, in simulated time.
 */
import type { Maintenance } from '../cache/caches';
import type { EntryRef } from '../journal/journal';

export type Plain = number | string | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** One activation of a routine. */
export interface Frame {
  routine: string;
  /** The step to execute next. */
  pc: number;
  args: number[];
  /** Variables of the routine. */
  locals: Record<string, Plain>;
  /** Result of the last operation: a call's value, a load's word, 0 or 1 for a wait (1 = timed out). */
  result: number;
  /** Bytes of the last `read`. */
  bytes: number[];
  /** Journal entry that stands for why this runs: system call, interrupt, task. */
  cause: EntryRef;
  /** 'user': unprivileged program; a signal ends it between two steps. */
  mode: 'user' | 'kernel';
}

/** What C code did wrong, as plain data. */
export interface CFault {
  /** Kind of fault as the C machine names it: "out-of-bounds". */
  readonly kind: string;
  readonly message: string;
  readonly address: number | null;
  /** "ax_dma.c:88:5" */
  readonly place: string;
  /** All of it for a person: message, line, callers. */
  readonly report: string;
}

export type Op =
  | { readonly op: 'return'; readonly value: number }
  /** A kernel function or a routine by name. */
  | { readonly op: 'call'; readonly name: string; readonly args: readonly number[]; readonly locals?: Record<string, Plain>; readonly cause?: EntryRef }
  /** Through a function pointer. */
  | { readonly op: 'callPointer'; readonly address: number; readonly args: readonly number[] }
  | { readonly op: 'load'; readonly address: number; readonly bytes: 1 | 2 | 4; readonly user?: true }
  | { readonly op: 'store'; readonly address: number; readonly bytes: 1 | 2 | 4; readonly value: number; readonly user?: true }
  /** At most 32 bytes; with `user`, in the task's own addresses: a fault gives result 1 instead of an oops (loads and stores: a signal). */
  | { readonly op: 'read'; readonly address: number; readonly length: number; readonly user?: true }
  | { readonly op: 'write'; readonly address: number; readonly data: readonly number[]; readonly user?: true }
  /** Cache maintenance of physical memory, written back over the bus. */
  | { readonly op: 'cache'; readonly action: Maintenance; readonly address: number; readonly length: number }
  /** Sleep until the queue is woken, or so many cycles have passed. */
  | { readonly op: 'wait'; readonly queue: string; readonly cycles?: number; readonly interruptible?: true }
  | { readonly op: 'next'; readonly cost?: number }
  /** Programs only. */
  | { readonly op: 'syscall'; readonly name: string; readonly args: readonly number[]; readonly locals?: Record<string, Plain> }
  | { readonly op: 'exit'; readonly code: number };

/** @template K what steps are given to work on: the kernel. */
export interface Step<K> {
  /** The statement, in C. */
  readonly text: string;
  readonly run: (frame: Frame, kernel: K) => Op;
}

export interface Routine<K> {
  /** How traces and the journal call it. */
  readonly title: string;
  /** Module it belongs to. */
  readonly module?: string;
  readonly steps: readonly Step<K>[];
}

export const value = (result: number): Op => ({ op: 'return', value: result });
export const call = (name: string, ...args: number[]): Op => ({ op: 'call', name, args });
export const callPointer = (address: number, ...args: number[]): Op => ({ op: 'callPointer', address, args });
export const next = (cost?: number): Op => (cost === undefined ? { op: 'next' } : { op: 'next', cost });
export const exit = (code: number): Op => ({ op: 'exit', code });

/** Go on at step `to`. */
export function jump(frame: Frame, to: number, cost?: number): Op {
  frame.pc = to;
  return next(cost);
}

/** Do `op`, then go on at step `to`. */
export function thenJump(frame: Frame, to: number, op: Op): Op {
  frame.pc = to;
  return op;
}

/** An access that the address space refuses. In kernel mode it becomes an oops; it never leaves the CPU. */
export class KernelFault extends Error {
  constructor(
    readonly address: number,
    /** 'checked': C code did what C does not define. 'bug': BUG() was reached. */
    readonly kind: 'translation' | 'alignment' | 'external' | 'execute' | 'checked' | 'bug',
    readonly write: boolean,
    /** Function that made the access, when it is not the running routine. */
    readonly within?: string,
    readonly c?: CFault,
  ) {
    super(`${kind} fault at ${address.toString(16)}`);
    this.name = 'KernelFault';
  }
}
