/** What the processor runs, and what it asks the kernel. */
import type { Place } from './address-space';
import type { CImage } from './c/image';
import type { Cycle } from '../clock';
import type { EntryRef } from '../journal/journal';
import type { CFault, Frame, KernelFault, Plain, Routine } from './operations';
import type { Task } from './task';

/** A kernel function that is done at once. */
export interface Immediate<K> {
  readonly title: string;
  readonly cost?: number;
  /** Kernel function that may sleep: calling it in an interrupt is a bug to report. */
  readonly sleeps?: boolean;
  readonly immediate: (kernel: K, args: readonly number[], frame: Frame) => number;
}

/** A function of a C module. */
export interface CCode {
  readonly title: string;
  readonly module: string;
  readonly image: CImage;
  readonly address: number;
  readonly sleeps?: boolean;
}

export type Code<K> = (Routine<K> & { readonly sleeps?: boolean }) | Immediate<K> | CCode;

export interface CpuHost<K> {
  readonly kernel: K;
  code(name: string): Code<K> | undefined;
  /** Name of the code at a function pointer. */
  codeAt(address: number): string | undefined;
  /** With a task: in its own addresses. */
  translate(address: number, task: Task | undefined): Place | undefined;
  /** A call through a function pointer begins; for one that is followed to its end: why what it does is done, and a note. */
  pointerCalled?(address: number, args: readonly number[], cause: EntryRef): { readonly cause: EntryRef; readonly note: Plain } | undefined;
  pointerReturned?(note: Plain, value: number): void;
  /** A load or store of the running code goes to memory. */
  touches?(pa: number, bytes: number, write: boolean): void;
  /** Print the oops; `frames` is the context that faulted, in a task or (undefined) an interrupt. */
  oops(fault: KernelFault, frames: readonly Frame[], task: Task | undefined): void;
  /** A program in C did what C does not define. */
  programFault(fault: CFault, task: Task): void;
  /** "ax_dma.c:88:5", where the innermost C code stands; '': there is none. */
  callerPlace(frames: readonly Frame[]): string;
  /** A function that may sleep was called where nothing may. */
  sleptInAtomic(title: string): void;
  /** Does a driver's page fault handler serve this user address? */
  servesFault(task: Task, va: number): boolean;
  /** Something is about to sleep where nothing may. */
  scheduledInAtomic(): void;
  /** The interrupt or softirq returns; the task goes back to its program. */
  contextEnds(context: 'hardirq' | 'softirq' | 'task'): void;
  syscallText(name: string, args: readonly number[], locals: Frame['locals'], task: Task): string;
  taskEnded(task: Task): void;
  /** Cycle of the next timer interrupt. */
  nextTick(): Cycle;
  wakeSoftirqDaemon(): void;
  /** Where a frame of C code stands: "ax_dma: dma_write ax_dma.c:88". */
  placeOf(frame: Frame): string | undefined;
  /** The same as the journal's number; 0: the frame is not C code. */
  detailOf(frame: Frame): number;
}

/**
 * The innermost statement of a module, else of the innermost routine, as the journal's `detail` names it:
 * "ax_dma: dma_write #28 iowrite32(0, dbgcmd)". Undefined: nothing runs.
 */
export function statementOf<K>(frames: readonly Frame[], host: CpuHost<K>): string | undefined {
  let outside: Frame | undefined;
  for (let i = frames.length - 1; i >= 0; i--) {
    const code = host.code(frames[i].routine);
    if (code !== undefined && 'image' in code) return host.placeOf(frames[i]) ?? code.title;
    if (code === undefined || !('steps' in code)) continue;
    if (code.module === undefined && outside !== undefined) continue;
    if (code.module !== undefined) return stepText(code, frames[i]);
    outside = frames[i];
  }
  return outside === undefined ? undefined : stepText(host.code(outside.routine) as Routine<K>, outside);
}

function stepText<K>({ module, title, steps }: Routine<K>, frame: Frame): string {
  const at = Math.max(0, frame.pc - 1);
  return `${module === undefined ? '' : `${module}: `}${title} #${at + 1} ${steps[at]?.text ?? ''}`.trimEnd();
}

