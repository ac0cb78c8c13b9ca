/** A task as plain data. */
import type { EntryRef } from '../journal/journal';
import type { Frame } from './operations';

/** What keeps a context from being interrupted or from sleeping; counts nest. */
export interface Atomicity {
  irqsOff: boolean;
  /** spin_lock, preempt_disable. */
  preempt: number;
  /** local_bh_disable. */
  bh: number;
}

export const sleepable = (): Atomicity => ({ irqsOff: false, preempt: 0, bh: 0 });

export interface Task {
  readonly pid: number;
  readonly name: string;
  /** Runs in the kernel only: no program, no signals. */
  kernelThread: boolean;
  /** Address of its task_struct; 0 = nobody has asked for it. */
  struct: number;
  frames: Frame[];
  state: 'ready' | 'waiting' | 'dead';
  /** Wait queue it sleeps on. */
  queue: string;
  /** Order among the sleepers of a queue. */
  turn: number;
  /** Cycle at which a wait with a limit ends; null = none. */
  wakeAt: number | null;
  interruptible: boolean;
  /** Pending signal, 0 = none. */
  signal: number;
  /** What a program does on a signal: its number, and the address of a handler or 1 = nothing. Others end it. */
  handlers: [number, number][];
  exiting: boolean;
  exitCode: number;
  /** Journal entry of its start. */
  readonly cause: EntryRef;
  atomic: Atomicity;
  /** Open files by descriptor; null = closed. */
  files: (number | null)[];
  /** User pages: virtual page number, physical address, and 1 when the page is the task's own, 2 when it
   *  is mapped cached, 0 when uncached. */
  pages: [number, number, 0 | 1 | 2][];
  /** First user address not given out yet. */
  brk: number;
}

/** Lowest user address that a program gets; below lies what NULL pointers hit. */
export const USER_HEAP = 0x0002_0000;

export function newTask(pid: number, name: string, frame: Frame, cause: EntryRef): Task {
  return {
    pid, name, cause, kernelThread: false, struct: 0, frames: [frame], state: 'ready', queue: '', turn: 0, wakeAt: null, interruptible: false, signal: 0, handlers: [], exiting: false, exitCode: 0, atomic: sleepable(), files: [], pages: [], brk: USER_HEAP,
  };
}

export function newFrame(routine: string, args: readonly number[], cause: EntryRef, mode: Frame['mode'], locals: Frame['locals'] = {}): Frame {
  return { routine, pc: 0, args: [...args], locals, result: 0, bytes: [], cause, mode };
}
