/**
 * The processor: executes the steps of the current context, one at a time, each with a cost in cycles; loads and stores
 * wait for the bus. Between steps interrupts are taken and tasks scheduled. All state is plain data: contexts of
 * frames, tasks, the access under way. Not modelled: instructions, speculation, a second processor.
 */
import type { Bus } from '../bus/bus';
import type { CpuCaches } from '../cache/caches';
import type { Clock, Cycle, Part, PlainState } from '../clock';
import { SPURIOUS_ID } from '../interrupt/gic';
import type { Gic } from '../interrupt/gic';
import { KIND } from '../journal/entry-kinds';
import type { EntryRef, Initiator, Journal } from '../journal/journal';
import type { AccessRequest } from './bus-unit';
import { BusUnit, LONGEST_ACCESS } from './bus-unit';
import { LOCKUP_SECONDS } from './costs';
import type { Costs } from './costs';
import type { CCode, CpuHost } from './cpu-host';
import { statementOf } from './cpu-host';
import type { CFault, Frame, Op } from './operations';
import { KernelFault } from './operations';
import { faultLocals } from './chardev/mappings';
import type { Atomicity, Task } from './task';
import { newFrame, sleepable } from './task';
import { Softirqs } from './softirq';
import { Timers } from './timers';
import { Scheduler } from './scheduler';
import { copyPlain } from './plain-copy';
import type { CRuntime } from './c/runtime';
import type { CTodo } from './c/todo';
import { plainFault, todoOf } from './c/todo';

interface CpuState {
  /** Frames of the interrupt being handled. */
  hardirq: Frame[] | null;
  /** Frames of the softirq that runs or was interrupted. */
  softirq: Frame[] | null;
  hardirqAtomic: Atomicity;
  softirqAtomic: Atomicity;
  idle: boolean;
  /** Panic: nothing runs any more. */
  halted: boolean;
}

export interface CpuParts {
  readonly clock: Clock;
  readonly bus: Bus;
  readonly journal: Journal;
  readonly gic: Gic;
  readonly caches?: CpuCaches;
}

export class Cpu<K> implements Part {
  readonly name = 'cpu0';
  nextAt = Infinity;
  readonly initiator: Initiator;
  private readonly unit: BusUnit;
  readonly scheduler = new Scheduler(() => this.rouse(), (task, late) => this.woken(task, late));
  readonly softirqs = new Softirqs({
    now: () => this.parts.clock.now,
    cause: () => this.cause,
    inTask: () => !this.inInterrupt && (this.currentTask?.atomic.bh ?? 0) === 0,
    nextTick: () => this.host.nextTick(),
    rouse: () => this.rouse(),
    wakeDaemon: () => this.host.wakeSoftirqDaemon(),
  });
  readonly timers = new Timers();
  private state: CpuState = { hardirq: null, softirq: null, hardirqAtomic: sleepable(), softirqAtomic: sleepable(), idle: true, halted: false };
  /** False: no interrupt can be pending. A hint; `gic` knows. */
  private maybePending = true;

  constructor(
    private readonly parts: CpuParts,
    private readonly costs: Costs,
    private readonly host: CpuHost<K>,
    /** Threads of C code. */
    private readonly c: CRuntime,
  ) {
    this.initiator = parts.journal.initiator('cpu0', 'cpu');
    this.unit = new BusUnit(parts.bus, this.initiator, {
      translate: (address, user) => host.translate(address, user ? this.currentTask : undefined),
      cause: () => this.cause,
      place: () => this.place(),
      arrived: () => parts.clock.wake(this, parts.clock.now),
    }, parts.journal, parts.caches);
    parts.gic.onPending = () => {
      this.maybePending = true;
      if (this.state.idle && !this.state.halted) parts.clock.wake(this, parts.clock.now);
    };
    parts.clock.add(this);
  }

  private begin(request: AccessRequest): void {
    const { host } = this;
    const place = host.touches === undefined ? undefined : host.translate(request.address, request.user ? this.currentTask : undefined);
    if (place !== undefined && !place.device) host.touches?.(place.pa, request.length, request.direction === 'write');
    this.unit.begin(request);
  }

  /** Something runs or is about to, without new input. */
  get busy(): boolean {
    return !this.state.halted && (!this.state.idle || this.nextAt !== Infinity);
  }

  get halted(): boolean {
    return this.state.halted;
  }

  /** A hardware interrupt or a softirq. */
  get inInterrupt(): boolean {
    return this.state.hardirq !== null || this.state.softirq !== null;
  }

  get inHardirq(): boolean {
    return this.state.hardirq !== null;
  }

  /** What keeps the present context from sleeping; undefined: nothing runs. */
  get atomic(): Atomicity | undefined {
    const s = this.state;
    return s.hardirq !== null ? s.hardirqAtomic : s.softirq !== null ? s.softirqAtomic : this.currentTask?.atomic;
  }

  /** May what runs not sleep? */
  get inAtomic(): boolean {
    const { atomic } = this;
    return this.inInterrupt || (atomic !== undefined && (atomic.irqsOff || atomic.preempt > 0 || atomic.bh > 0));
  }

  /** A timer was armed or moved: an idle processor must wake in time for it. */
  timersChanged(): void {
    if (this.state.idle && !this.state.halted) this.parts.clock.wake(this, Math.max(this.parts.clock.now, this.timers.next));
  }

  get tasks(): readonly Task[] {
    return this.scheduler.tasks;
  }

  /** The task that runs or was interrupted. */
  get currentTask(): Task | undefined {
    return this.scheduler.current;
  }

  task(pid: number): Task | undefined {
    return this.scheduler.task(pid);
  }

  /** Frames of what runs, innermost last. */
  get frames(): readonly Frame[] {
    return this.state.hardirq ?? this.state.softirq ?? this.currentTask?.frames ?? [];
  }

  /** Why what runs does so. */
  get cause(): EntryRef {
    const { frames } = this;
    return frames.length === 0 ? 0 : frames[frames.length - 1].cause;
  }

  /** What runs, as the journal's `detail` names it. */
  place(): number {
    if (!this.parts.journal.enabled) return 0;
    const { frames } = this;
    const known = frames.length === 0 ? 0 : this.host.detailOf(frames[frames.length - 1]);
    if (known > 0) return known;
    const text = statementOf(frames, this.host);
    return text === undefined ? 0 : this.parts.journal.text(text);
  }

  spawn(name: string, routine: string, locals: Frame['locals'], cause: EntryRef, command: string): Task {
    const { journal } = this.parts;
    const pid = this.scheduler.nextPid;
    const entry = journal.add(KIND.task, this.initiator.code, pid, journal.text(`${name} [${pid}] starts: ${command}`), 0, cause, 0);
    const task = this.scheduler.create(name, newFrame(routine, [], entry, 'user', locals), entry);
    this.scheduler.start(task);
    return task;
  }

  /** A task that sleeps on `queue` from the beginning. */
  spawnWaiting(name: string, routine: string, queue: string): Task {
    const task = this.scheduler.create(name, newFrame(routine, [], 0, 'user'), 0);
    this.scheduler.sleep(task, queue, null, false);
    return task;
  }

  signal(task: Task, number: number): void {
    if (task.state === 'dead' || task.exiting || handlerOf(task, number) === IGNORED) return;
    task.signal = number;
    if (task.state === 'waiting' && task.interruptible) this.scheduler.rise(task, 0);
  }

  halt(): void {
    this.state.halted = true;
  }

  act(): void {
    const { clock } = this.parts;
    for (;;) {
      this.nextAt = Infinity;
      const cost = this.step();
      if (cost === undefined) return;
      const at = clock.now + Math.max(1, cost);
      if (at >= clock.horizon) {
        this.nextAt = at;
        return;
      }
      clock.now = at;
    }
  }

  save(): PlainState {
    return { nextAt: this.nextAt, state: copyPlain(this.state), unit: this.unit.save(), scheduler: this.scheduler.save(), softirqs: this.softirqs.save(), timers: this.timers.save() };
  }

  load(saved: PlainState): void {
    const from = saved as { nextAt: number; state: CpuState; unit: PlainState; scheduler: PlainState; softirqs: PlainState; timers: PlainState };
    this.nextAt = from.nextAt;
    this.state = copyPlain(from.state);
    this.unit.load(from.unit);
    this.scheduler.load(from.scheduler);
    this.softirqs.load(from.softirqs);
    this.timers.load(from.timers);
    this.maybePending = true;
  }

  /** @returns cycles until the next step, or undefined: `nextAt` tells. */
  private step(): number | undefined {
    const s = this.state;
    if (s.halted) return undefined;
    s.idle = false;
    if (this.unit.active) return this.continueAccess();
    this.expire();
    if (s.hardirq === null && this.atomic?.irqsOff !== true && this.interruptPending()) {
      s.hardirq = [newFrame('irq:handle', [], this.cause, 'kernel')];
      s.hardirqAtomic = sleepable();
      return this.costs.interruptEntry;
    }
    if (s.hardirq !== null) return this.runStep(s.hardirq, undefined);
    if (s.softirq === null && this.softirqDue()) {
      s.softirq = [newFrame('softirq:run', [], this.cause, 'kernel')];
      s.softirqAtomic = sleepable();
      this.softirqs.begin();
      return this.costs.call;
    }
    if (s.softirq !== null) return this.runStep(s.softirq, undefined);
    if (!this.inAtomic) this.scheduler.preempt(this.parts.clock.now);
    const task = this.currentTask;
    return task === undefined ? this.schedule() : this.runStep(task.frames, task);
  }

  private expire(): void {
    const { now } = this.parts.clock;
    this.scheduler.expire(now);
    if (this.timers.next <= now) for (const { kind, address, cause } of this.timers.expire(now)) this.softirqs.expired(kind, address, cause);
  }

  private softirqDue(): boolean {
    const task = this.currentTask;
    if (task !== undefined && (task.atomic.irqsOff || task.atomic.bh > 0)) return false;
    return this.softirqs.due;
  }

  private interruptPending(): boolean {
    if (!this.maybePending) return false;
    this.maybePending = this.parts.gic.pendingId() !== SPURIOUS_ID;
    return this.maybePending;
  }

  private schedule(): number | undefined {
    const switched = this.scheduler.choose(this.parts.clock.now + this.scheduler.turn(this.costs.timeSlice));
    if (switched === undefined) {
      this.state.idle = true;
      this.nextAt = Math.min(this.scheduler.nextWake, this.timers.next);
      return undefined;
    }
    return switched ? this.costs.contextSwitch : 1;
  }

  /** `late`: nobody woke it, its time was over. */
  private woken(task: Task, late: boolean): void {
    const { journal } = this.parts;
    if (journal.observed) journal.add(KIND.wake, this.initiator.code, task.pid, journal.text(`${task.name} [${task.pid}] wakes${late ? ': its time was over' : ''}`), 0, late ? task.frames[task.frames.length - 1].cause : this.cause, late ? 0 : this.place());
  }

  private rouse(): void {
    if (this.state.idle) this.parts.clock.wake(this, this.parts.clock.now);
  }

  private runStep(frames: Frame[], task: Task | undefined): number {
    const frame = frames[frames.length - 1];
    if (task !== undefined && task.signal !== 0 && frame.mode === 'user' && !task.exiting && handlerOf(task, task.signal) === undefined) return this.beginExit(task, 128 + task.signal);
    const code = this.host.code(frame.routine);
    const step = code !== undefined && 'steps' in code ? code.steps[frame.pc] : undefined;
    try {
      if (code !== undefined && 'image' in code) return this.runC(frame, frames, task);
      if (code === undefined) throw new KernelFault(MODULE_AREA, 'execute', false);
      if (step === undefined) return this.perform({ op: 'return', value: 0 }, frames, task);
      frame.pc++;
      return this.perform(step.run(frame, this.host.kernel), frames, task);
    } catch (error) {
      if (error instanceof KernelFault) return this.fault(error, frames, task);
      throw error;
    }
  }

  private startC(frame: Frame, code: CCode, frames: readonly Frame[]): void {
    const context = frames === this.state.hardirq ? 'hardirq' : frames === this.state.softirq ? 'softirq' : `task:${this.currentTask?.pid ?? 0}`;
    const { user } = code.image;
    if (user !== undefined) {
      this.c.startUser(frame, code.image, code.address, user.low, user.sp);
      return;
    }
    if (!this.c.start(frame, code.image, code.address, context, frames.slice(0, -1))) throw new KernelFault(0, 'translation', true, `${code.title} (no memory for a stack)`);
  }

  /** C code: either do what the thread asked for at the end of its last run, or let it run on. */
  private runC(frame: Frame, frames: Frame[], task: Task | undefined): number {
    const todo = frame.locals.todo as unknown as CTodo | undefined;
    if (todo !== undefined) {
      delete frame.locals.todo;
      return this.carryOut(todo, frame, frames, task);
    }
    if (frame.locals.waits === 'call') this.c.resume(frame, frame.result, (frame.locals.high ?? 0) as number);
    else if (frame.locals.waits === 'access') this.c.answer(frame, frame.result);
    if (frame.locals.waits !== undefined) forgetAnswer(frame);
    delete frame.locals.waits;
    delete frame.locals.high;
    const limit = frame.mode === 'kernel' ? this.watch(frame, frames) : Infinity;
    if (task !== undefined && task.signal !== 0 && frame.mode === 'user') this.deliver(frame, task);
    const { used, stop } = this.c.run(frame, Math.min(limit, this.quiet()));
    if (stop.kind !== 'budget') frame.locals.todo = todoOf(stop);
    return used;
  }

  /**
   * The watchdog: C code of the kernel that neither sleeps nor ends is a soft lockup. Time in delays is its own wish.
   * @returns cycles that are left.
   */
  private watch(frame: Frame, frames: readonly Frame[]): number {
    const { now, hertz } = this.parts.clock;
    const { locals } = frame;
    if (locals.delayed !== undefined) {
      locals.busy = (locals.busy as number) + now - (locals.delayed as number);
      delete locals.delayed;
    }
    locals.busy ??= now;
    const left = (locals.busy as number) + LOCKUP_SECONDS * hertz - now;
    if (left > 0) return left;
    delete locals.busy;
    throw new KernelFault(0, 'checked', false, undefined, { kind: 'endless-loop', message: `no end in sight: ${LOCKUP_SECONDS} s in the kernel without sleeping or returning`, address: null, place: this.host.callerPlace(frames), report: '' });
  }

  /** What runs has given others a chance to, or says that it is alive: the watchdog counts from here on. */
  restartWatch(): void {
    const { hardirq, softirq } = this.state;
    for (const frames of [hardirq, softirq, this.currentTask?.frames]) for (const frame of frames ?? []) delete frame.locals.busy;
  }

  /** A program in C is to run its handler before it goes on; not in the midst of an instruction. */
  private deliver(frame: Frame, task: Task): void {
    if (this.c.interrupt(frame, handlerOf(task, task.signal) ?? 0, task.signal)) task.signal = 0;
  }

  /** Cycles until somebody else may have to act: so long C code may run in one go. */
  private quiet(): number {
    const { now, horizon } = this.parts.clock;
    const until = Math.min(horizon, this.scheduler.sliceOver, this.scheduler.nextWake, this.timers.next, Math.max(now + 1, this.softirqs.nextAt), now + MOST_AT_ONCE);
    return Math.max(1, until - now);
  }

  private carryOut(todo: CTodo, frame: Frame, frames: Frame[], task: Task | undefined): number {
    switch (todo.kind) {
      case 'access':
        frame.locals.waits = 'access';
        return this.beginAccess(todo.request);
      case 'call':
        frame.locals.waits = 'call';
        if (DELAYS.has(todo.name)) frame.locals.delayed = this.parts.clock.now;
        if (frame.mode === 'user') return this.perform(programCall(todo), frames, task);
        return this.perform(todo.name === '' ? { op: 'callPointer', address: todo.address, args: todo.args } : { op: 'call', name: todo.name, args: todo.args }, frames, task);
      case 'returned':
        frame.locals.high = todo.high;
        return this.leave(frames, task, todo.value);
      case 'fault':
        if (frame.mode === 'user' && task !== undefined) return this.programFault(task, todo.fault);
        throw new KernelFault(todo.fault.address ?? 0, todo.fault.kind === 'null' ? 'translation' : 'checked', todo.fault.message.startsWith('write'), undefined, todo.fault);
    }
  }

  /** A program did what C does not define: it ends by a signal. */
  private programFault(task: Task, fault: CFault): number {
    fatal(task, fault.kind === 'abort' ? SIGABRT : SIGSEGV);
    this.host.programFault(fault, task);
    return this.costs.step;
  }

  private perform(op: Op, frames: Frame[], task: Task | undefined): number {
    const frame = frames[frames.length - 1];
    switch (op.op) {
      case 'next':
        return op.cost ?? this.costs.step;
      case 'return':
        return this.leave(frames, task, op.value);
      case 'call':
        return this.enter(op.name, op.args, frames, op.cause ?? frame.cause, op.locals);
      case 'callPointer': {
        const name = this.host.codeAt(op.address);
        if (name === undefined) throw new KernelFault(op.address, 'execute', false);
        const followed = this.host.pointerCalled?.(op.address, op.args, frame.cause);
        if (followed === undefined) return this.enter(name, op.args, frames, frame.cause);
        return this.enter(name, op.args, frames, followed.cause, { note: followed.note });
      }
      case 'syscall':
        return this.syscall(op.name, op.args, op.locals ?? {}, task as Task);
      case 'exit':
        return this.beginExit(task as Task, op.code);
      case 'wait':
        return this.wait(op, task);
      case 'load':
        return this.beginAccess({ direction: 'read', address: op.address >>> 0, length: op.bytes, word: true, user: op.user === true, data: [] });
      case 'store':
        return this.beginAccess({ direction: 'write', address: op.address >>> 0, length: op.bytes, word: true, user: op.user === true, data: littleEndian(op.value, op.bytes) });
      case 'read':
        return this.beginAccess({ direction: 'read', address: op.address >>> 0, length: op.length, word: false, user: op.user === true, data: [] });
      case 'write':
        return this.beginAccess({ direction: 'write', address: op.address >>> 0, length: op.data.length, word: false, user: op.user === true, data: [...op.data] });
      case 'cache':
        return this.unit.maintain(op.action, op.address, op.length);
    }
  }

  private leave(frames: Frame[], task: Task | undefined, value: number): number {
    if (frames.length === 1 && task !== undefined) {
      if (!task.exiting) return this.beginExit(task, value | 0);
      this.endTask(task);
      return this.costs.step;
    }
    const left = frames.pop() as Frame;
    this.c.end(left);
    if (left.locals.note !== undefined) this.host.pointerReturned?.(left.locals.note, value);
    if (frames.length === 0) {
      const hard = frames === this.state.hardirq;
      this.host.contextEnds(hard ? 'hardirq' : 'softirq');
      if (hard) {
        this.state.hardirq = null;
        this.softirqs.release();
      }
      else this.state.softirq = null;
      return hard ? this.costs.interruptExit : this.costs.step;
    }
    const caller = frames[frames.length - 1];
    caller.result = value >>> 0;
    if (left.mode === 'kernel' && caller.mode === 'user') this.host.contextEnds('task');
    if (left.locals.high !== undefined) caller.locals.high = left.locals.high;
    return this.costs.step;
  }

  private enter(name: string, args: readonly number[], frames: Frame[], cause: EntryRef, locals?: Frame['locals']): number {
    const code = this.host.code(name);
    const frame = frames[frames.length - 1];
    if (code === undefined) throw new Error(`no kernel function or routine is called ${name}`);
    if (code.sleeps === true && this.inAtomic) this.host.sleptInAtomic(code.title);
    if ('immediate' in code) {
      frame.result = code.immediate(this.host.kernel, args.map((arg) => arg >>> 0), frame) >>> 0;
      if (locals?.note !== undefined) this.host.pointerReturned?.(locals.note, frame.result);
      return code.cost ?? this.costs.kernelFunction;
    }
    if (frames.length >= MOST_FRAMES) throw new KernelFault(0, 'translation', true, `${code.title} (kernel stack overflow)`);
    const entered = newFrame(name, args.map((arg) => arg >>> 0), cause, frame.mode === 'user' && (name.startsWith('bin:') || ('image' in code && code.image.user !== undefined)) ? 'user' : 'kernel', locals === undefined ? {} : copyPlain(locals));
    frames.push(entered);
    if ('image' in code) this.startC(entered, code, frames);
    return this.costs.call;
  }

  private syscall(name: string, args: readonly number[], locals: Frame['locals'], task: Task): number {
    const { journal } = this.parts;
    const { frames } = task;
    const text = this.host.syscallText(name, args, locals, task);
    const entry = journal.add(KIND.syscall, this.initiator.code, task.pid, journal.text(text), 0, task.cause, 0);
    frames.push(newFrame(`sys_${name}`, args, entry, 'kernel', copyPlain(locals)));
    return this.costs.syscall;
  }

  private wait(op: Extract<Op, { op: 'wait' }>, task: Task | undefined): number {
    if (this.inAtomic) this.host.scheduledInAtomic();
    if (task === undefined) throw new KernelFault(0, 'execute', false, 'schedule (scheduling while atomic)');
    if (op.interruptible === true && task.signal !== 0) return this.costs.step;
    this.restartWatch();
    this.scheduler.sleep(task, op.queue, op.cycles === undefined ? null : this.parts.clock.now + Math.max(1, op.cycles), op.interruptible === true);
    return this.costs.step;
  }

  private beginExit(task: Task, code: number): number {
    task.exiting = true;
    task.exitCode = code;
    for (const frame of task.frames) this.c.end(frame);
    task.frames = [newFrame('do_exit', [], task.cause, 'kernel')];
    return this.costs.syscall;
  }

  private endTask(task: Task): void {
    const { journal } = this.parts;
    this.scheduler.end(task);
    journal.add(KIND.task, this.initiator.code, task.pid, journal.text(`${task.name} [${task.pid}] ends with ${task.exitCode}`), 0, task.cause, 0);
    this.host.taskEnded(task);
    this.scheduler.wake(`child:${task.pid}`);
  }

  private fault(fault: KernelFault, frames: readonly Frame[], task: Task | undefined): number {
    this.host.oops(fault, frames, task);
    this.unit.drop();
    if (this.state.halted) return this.costs.step;
    const victim = task as Task;
    if (victim.exiting) {
      this.endTask(victim);
      return this.costs.step;
    }
    return this.beginExit(victim, SEGMENTATION_FAULT);
  }

  /** A program's load or store that cannot be: a signal, and words when it is C. */
  private accessFault(task: Task, frame: Frame, fault: KernelFault, access: AccessRequest): void {
    fatal(task, fault.kind === 'translation' ? SIGSEGV : SIGBUS);
    const what = `${access.direction} of ${access.length} byte${access.length > 1 ? 's' : ''} at 0x${fault.address.toString(16).padStart(8, '0')}`;
    const why = fault.kind === 'translation' ? 'where nothing is mapped' : fault.kind === 'alignment' ? 'which is not aligned: device memory allows no such access' : 'where the bus answers with an error';
    const found = this.c.faultOf(frame, 'wild', `${what}, ${why}`, fault.address);
    if (found !== undefined) this.host.programFault(plainFault(found), task);
  }

  private beginAccess(request: AccessRequest): number {
    this.begin(request);
    return this.costs.step;
  }

  /**
   * For C code that runs ahead of the clock: do the access asked for at cycle `at` now, when nobody can notice. The
   * outcome is that of `beginAccess` and `continueAccess`. @returns null when it must go that way.
   */
  accessAhead(request: AccessRequest, at: Cycle): { readonly value: number; readonly cycle: Cycle } | null {
    const { clock, bus } = this.parts;
    const task = this.inInterrupt ? undefined : this.currentTask;
    const begin = at + this.costs.step;
    if (this.unit.active || !bus.free || clock.horizon - begin < LONGEST_ACCESS) return null;
    const place = this.host.translate(request.address, request.user ? task : undefined);
    if (place === undefined || place.device || !place.cached) return null;
    const { now } = clock;
    clock.now = begin;
    this.begin(request);
    const outcome = this.unit.proceed();
    const end = clock.now;
    clock.now = now;
    if (outcome.kind !== 'done') throw new Error('an access that should be done at once is not');
    return { value: fold(outcome.access.came), cycle: end + Math.max(1, outcome.cycles) };
  }

  /**
   * The same for a load or store of cached memory at `pa` that misses; `loaded` is what it read.
   * @param cause of what runs, when it is known that nobody minds the access. @returns the cycle behind it.
   */
  missAhead(pa: number, size: number, write: boolean, value: number, place: number, at: Cycle, cause?: EntryRef): Cycle | null {
    const { clock, bus } = this.parts;
    const begin = at + this.costs.step;
    if (this.unit.active || !bus.free || clock.horizon - begin < LONGEST_ACCESS) return null;
    const { now } = clock;
    clock.now = begin;
    if (cause === undefined) this.host.touches?.(pa, size, write);
    const cycles = this.unit.carryThrough(pa, size, write, value, place, cause ?? this.cause);
    const end = clock.now;
    clock.now = now;
    return cycles === null ? null : end + Math.max(1, cycles);
  }

  /** What the last `missAhead` read. */
  get loaded(): number {
    return this.unit.loaded;
  }

  private continueAccess(): number | undefined {
    const outcome = this.unit.proceed();
    if (outcome.kind === 'flying') return undefined;
    const task = this.inInterrupt ? undefined : this.currentTask;
    const frame = this.frames[this.frames.length - 1];
    if (outcome.kind === 'kept') {
      frame.result = 0;
      return outcome.cycles;
    }
    const { access } = outcome;
    if (outcome.kind === 'fault') {
      /** An oops in the kernel, a signal to a program, a short count to a copy to or from one. */
      if (!access.user || task === undefined) return this.fault(outcome.fault, this.frames, task);
      if (outcome.fault.kind === 'translation' && this.host.servesFault(task, outcome.fault.address)) return this.enter('mm:fault', [outcome.fault.address], this.frames as Frame[], frame.cause, faultLocals(access));
      if (access.word) this.accessFault(task, frame, outcome.fault, access);
      frame.result = 1;
      return 1;
    }
    if (access.direction === 'read') frame.bytes = access.came;
    else this.c.filled(access.length, (at) => this.host.translate((access.address + at) >>> 0, access.user ? task : undefined)?.pa);
    frame.result = access.direction === 'read' && access.word ? fold(access.came) : 0;
    return Math.max(1, outcome.cycles);
  }
}

/** The thread has what was read: a frame whose access was done ahead of the clock holds nothing either. */
function forgetAnswer(frame: Frame): void {
  frame.result = 0;
  if (frame.bytes.length > 0) frame.bytes = [];
}

/** `handlers` of a task: nothing happens. */
const IGNORED = 1;

const handlerOf = (task: Task, signal: number): number | undefined => task.handlers.find(([number]) => number === signal)?.[1];

/** A signal that the program's own fault raised: a handler could not mend it. */
function fatal(task: Task, signal: number): void {
  task.handlers = task.handlers.filter(([number]) => number !== signal);
  task.signal = signal;
}

/** What a program asked for: a system call. */
function programCall({ name, args, path }: Extract<CTodo, { kind: 'call' }>): Op {
  return name === 'exit' ? { op: 'exit', code: args[0] } : { op: 'syscall', name, args, ...(path === undefined ? {} : { locals: { path } }) };
}

/** Where the code of a module was that is gone. */
const MODULE_AREA = 0xbf00_0000;

/** Cycles that C code runs in one go at most. */
const MOST_AT_ONCE = 1_000_000;
/** Kernel functions that pass time on purpose. */
const DELAYS: ReadonlySet<string> = new Set(['udelay', 'mdelay', 'dma_sync_wait']);

export const SIGINT = 2;
export const SIGABRT = 6;
export const SIGBUS = 7;
export const SIGSEGV = 11;
const SEGMENTATION_FAULT = 128 + SIGSEGV;
/** An 8 KiB kernel stack does not hold more. */
const MOST_FRAMES = 64;

function littleEndian(value: number, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, i) => (value >>> (8 * i)) & 0xff);
}

function fold(data: readonly number[]): number {
  return data.reduce((sum, byte, i) => sum + byte * 256 ** i, 0);
}
