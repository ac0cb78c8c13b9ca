/**
 * C modules in the kernel: which are loaded, and the threads of their code. A frame of the CPU whose routine is a C
 * function owns one thread; the functions it calls inside its program are frames of that thread. Everything that it
 * asks of the outside (a kernel function, a call through a pointer, memory over the bus) is done by the CPU.
 */
import type { PlainState } from '../../clock';
import type { Fault, FaultKind, Stop } from '../../c/machine';
import { OP } from '../../c/bytecode';
import type { SavedTask } from '../../c/task';
import { Task } from '../../c/task';
import type { AccessRequest } from '../bus-unit';
import type { Frame } from '../operations';
import type { CImage, NativeRequest } from './image';
import { placeArguments } from './image';
import type { KernelPort, Pending } from './port';
import { nothingPending } from './port';
import { copyPlain } from '../plain-copy';
import type { ShadowMemory } from './shadow-memory';
import { POISON } from '../../c/shadow';

const BREAK = OP.break;

/** A kernel stack has 8 KiB. */
export const STACK_BYTES = 8192;
/** Its lowest words are struct thread_info's. */
const STACK_RESERVED = 256;
/** Cycles that are not worth dividing. */
const SMALL_SLICE = 900;
/** The deepest frames leave no more registers than this. */
const REGISTERS = 1 << 13;
const RECORDS = 1 << 9;

/** What a run of C code came to; `used` instructions were executed. */
export type CStop =
  | { readonly kind: 'budget' }
  | { readonly kind: 'access'; readonly request: AccessRequest }
  | { readonly kind: 'call'; readonly request: NativeRequest }
  | { readonly kind: 'returned'; readonly value: number; readonly high: number }
  | { readonly kind: 'fault'; readonly fault: Fault };

/** The same for programs: 64 KiB of stack hold that many small calls. */
const USER_REGISTERS = 1 << 17;
const USER_RECORDS = 1 << 13;

interface Thread {
  readonly module: string;
  readonly task: Task;
  readonly pending: Pending;
  /** Of a program, on its own stack. */
  readonly user: boolean;
}

interface Found {
  readonly image: CImage;
  readonly task: Task;
  readonly pending: Pending;
}

/** Plain data. */
interface SavedThread {
  readonly id: number;
  readonly module: string;
  readonly user: boolean;
  readonly pending: Pending;
  readonly low: number;
  readonly high: number;
  readonly task: SavedTask;
}

/** Where images come from: they are rebuilt after going back in time. */
export interface ImageSource {
  image(module: string): CImage | undefined;
  /** Lowest address of the stack of a context, made when there is none; undefined: no memory. */
  stack(context: string): number | undefined;
}

export class CRuntime {
  private threads = new Map<number, Thread>();
  private nextThread = 1;
  private asked: NativeRequest | null = null;
  private spare: Task[] = [];

  constructor(
    private readonly port: KernelPort,
    private readonly shadow: ShadowMemory,
    private readonly source: ImageSource,
    private readonly now: () => number,
  ) {}

  readonly ask = (request: NativeRequest): void => {
    this.asked = request;
  };

  /** The thread of a frame; undefined before its first instruction. */
  thread(frame: Frame): Found | undefined {
    const thread = this.threads.get(frame.locals.thread as number);
    const image = thread === undefined ? undefined : this.source.image(thread.module);
    return thread === undefined || image === undefined ? undefined : { image, task: thread.task, pending: thread.pending };
  }

  /**
   * Begin the function at `address` in `frame`.
   * @param below frames of the same context beneath it: their stack is continued.
   * @returns false when there is no memory for a stack.
   */
  start(frame: Frame, image: CImage, address: number, context: string, below: readonly Frame[]): boolean {
    const outer = below.map((one) => this.threads.get(one.locals.thread as number)).filter((one) => one !== undefined && !one.user).pop();
    let low: number;
    let high: number;
    if (outer === undefined) {
      const stack = this.source.stack(context);
      if (stack === undefined) return false;
      low = stack + STACK_RESERVED;
      high = stack + STACK_BYTES;
      this.port.begin(image, false, this.now(), 0, nothingPending());
      this.port.setShadow(stack, STACK_RESERVED, POISON.heapZone);
      this.port.setShadow(low, high - low, POISON.deadStack);
    } else {
      low = outer.task.stackLow;
      high = outer.task.sp;
    }
    const task = this.spare.pop() ?? new Task(0, 0, REGISTERS, RECORDS);
    task.restart(low, high);
    this.enter(frame, image, address, task, false);
    return true;
  }

  /** Begin a program at `address`, on its own stack: bytes from `low` on, of which those from `sp` on are taken. */
  startUser(frame: Frame, image: CImage, address: number, low: number, sp: number): void {
    const task = new Task(0, 0, USER_REGISTERS, USER_RECORDS);
    task.restart(low, sp);
    this.enter(frame, image, address, task, true);
  }

  private enter(frame: Frame, image: CImage, address: number, task: Task, user: boolean): void {
    const id = this.nextThread++;
    const pending = nothingPending();
    this.threads.set(id, { module: image.module, task, pending, user });
    frame.locals.thread = id;
    const index = image.machine.functionFor(address);
    this.port.begin(image, user, this.now(), 0, pending);
    image.machine.running = task;
    image.machine.start(task, address, placeArguments(image.program.functions[index].signature, frame.args));
  }

  /** Execute at most `budget` instructions of the frame's thread. @returns how many, and why no more. */
  run(frame: Frame, budget: number): { readonly used: number; readonly stop: CStop } {
    const found = this.thread(frame);
    if (found === undefined) throw new Error(`the C thread of ${frame.routine} is lost`);
    const { image, task, pending } = found;
    const { interpreter } = image;
    const alone = pending.answers.length > 0;
    const most = alone ? 1 : budget;
    const start = this.now();
    let used = 0;
    let stop: Stop = 'budget';
    while (stop === 'budget' && used < most) {
      /** Half of what is left is kept for accesses ahead of the clock. */
      const room = most - used;
      const slice = room > SMALL_SLICE ? room >> 1 : room;
      this.port.begin(image, frame.mode === 'user', start + used, slice, pending, slice < room ? start + most : 0);
      stop = interpreter.step(task, slice);
      used += slice - Math.max(0, interpreter.left) + this.port.spent - (stop === 'break' ? 1 : 0);
      if (stop !== 'break') continue;
      /** An instruction that waited for the bus is no other one. */
      const goesOn = alone || this.passes(frame, found, start + used);
      stop = this.stepOver(frame, found, start + used);
      used++;
      if (!goesOn) break;
    }
    if (alone && stop !== 'stalled') pending.answers = [];
    return { used, stop: this.explain(stop, found) };
  }

  /** Execute the instruction under a breakpoint. */
  private stepOver(frame: Frame, { image, task, pending }: Found, cycle: number): Stop {
    const { pc } = task;
    image.machine.clearBreakpoint(pc);
    this.port.begin(image, frame.mode === 'user', cycle, 1, pending);
    const stop = image.interpreter.step(task, 1);
    image.machine.setBreakpoint(pc, BREAK);
    return stop;
  }

  private passes(frame: Frame, found: Found, cycle: number): boolean {
    return this.reached === null || this.reached(frame, found.image, found.task, cycle);
  }

  /** Asked at every breakpoint, before its instruction at `cycle`; false: the run shall end behind it. No side effects on the lab. */
  reached: ((frame: Frame, image: CImage, task: Task, cycle: number) => boolean) | null = null;

  /** Somebody other than C code wrote `bytes` bytes; `place` gives the physical address of each byte asked for. */
  filled(bytes: number, place: (at: number) => number | undefined): void {
    for (let at = 0; at < bytes; ) {
      const pa = place(at);
      const count = Math.min(bytes - at, 4096 - ((pa ?? 0) % 4096));
      if (pa !== undefined) this.shadow.filled(pa, count);
      at += count;
    }
  }

  /** The kernel function that the thread waited for has returned. */
  resume(frame: Frame, value: number, high: number): void {
    const found = this.thread(frame);
    found?.image.machine.wake(found.task, value | 0, high | 0);
  }

  /** The access that the thread waited for is done; `value` is what was read. */
  answer(frame: Frame, value: number): void {
    const pending = this.thread(frame)?.pending;
    const request = pending?.request;
    if (pending === undefined || request === null || request === undefined) return;
    pending.answers.push({ write: request.direction === 'write', address: request.address, size: request.length, value: value | 0, used: false });
    pending.request = null;
  }

  /** Let the thread run a handler of one argument before its next instruction. @returns false in the midst of an instruction. */
  interrupt(frame: Frame, address: number, argument: number): boolean {
    const found = this.thread(frame);
    if (found === undefined || found.pending.answers.length > 0 || found.task.status !== 'ready') return false;
    this.port.begin(found.image, frame.mode === 'user', this.now(), 0, found.pending);
    found.image.machine.interrupt(found.task, address, [argument]);
    return true;
  }

  /** What a thread did wrong, found out by others: with the place and the calls where it stands. */
  faultOf(frame: Frame, kind: FaultKind, message: string, address: number): Fault | undefined {
    const found = this.thread(frame);
    if (found === undefined) return undefined;
    const { machine } = found.image;
    machine.pending = null;
    machine.raise(kind, message, address);
    const fault = machine.completeFault(found.task);
    machine.pending = null;
    return fault;
  }

  /** Is the thread still there? */
  lives(thread: number): boolean {
    return this.threads.has(thread);
  }

  /** The frame is gone. */
  end(frame: Frame): void {
    const id = frame.locals.thread as number;
    const thread = this.threads.get(id);
    if (thread === undefined) return;
    this.threads.delete(id);
    if (!thread.user && this.spare.length < 16) this.spare.push(thread.task);
  }

  save(): PlainState {
    const threads = [...this.threads].map(([id, { module, task, pending, user }]) => {
      const f = this.source.image(module)?.program.functions[task.current];
      return { id, module, user, pending: copyPlain(pending), low: task.stackLow, high: task.stackHigh, task: task.save((f?.registers ?? 0) + 4) };
    });
    return { threads, nextThread: this.nextThread, shadow: this.shadow.save() };
  }

  load(state: PlainState): void {
    const saved = state as { threads: SavedThread[]; nextThread: number; shadow: PlainState };
    this.threads = new Map(
      saved.threads.map(({ id, module, user, pending, low, high, task: from }) => {
        const task = new Task(low, high, user ? USER_REGISTERS : REGISTERS, user ? USER_RECORDS : RECORDS);
        task.load(from);
        return [id, { module, task, user, pending: copyPlain(pending) }];
      }),
    );
    this.nextThread = saved.nextThread;
    this.shadow.load(saved.shadow);
    this.port.forget();
  }

  private explain(stop: Stop, { image, task, pending }: Found): CStop {
    const { machine } = image;
    switch (stop) {
      case 'stalled':
        return { kind: 'access', request: pending.request as AccessRequest };
      case 'blocked': {
        const request = this.asked as NativeRequest;
        this.asked = null;
        return { kind: 'call', request };
      }
      case 'returned': {
        const [value, high] = machine.results(task);
        return { kind: 'returned', value: value >>> 0, high: high >>> 0 };
      }
      case 'fault': {
        const fault = machine.pending as Fault;
        machine.pending = null;
        return { kind: 'fault', fault };
      }
      case 'exited':
        throw new Error('a kernel module cannot exit');
      default:
        return { kind: 'budget' };
    }
  }
}
