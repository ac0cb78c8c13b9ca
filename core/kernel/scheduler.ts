/** Tasks: who runs, who is ready, who sleeps on what. Round robin; plain data. Not modelled: priorities, groups, other processors. */
import type { Cycle, PlainState } from '../clock';
import type { EntryRef } from '../journal/journal';
import type { Random } from '../random';
import type { Frame } from './operations';
import { copyPlain } from './plain-copy';
import type { Task } from './task';
import { newTask } from './task';

interface State {
  /** Pid of the running task, 0 = none. */
  current: number;
  /** Whose turn it is next. */
  ready: number[];
  lastRun: number;
  sliceEnd: Cycle;
  /** Counts waits: the order among sleepers. */
  turns: number;
  nextPid: number;
  tasks: Task[];
}

export class Scheduler {
  private state: State = { current: 0, ready: [], lastRun: 0, sliceEnd: 0, turns: 0, nextPid: 1, tasks: [] };

  /**
   * @param rouse called when a task becomes ready.
   * @param risen called when one that slept becomes ready; `late`: its time was over.
   */
  constructor(
    private readonly rouse: () => void,
    private readonly risen?: (task: Task, late: boolean) => void,
  ) {}

  get tasks(): readonly Task[] {
    return this.state.tasks;
  }

  /** The task that runs or was interrupted. */
  get current(): Task | undefined {
    return this.state.current === 0 ? undefined : this.task(this.state.current);
  }

  task(pid: number): Task | undefined {
    return this.state.tasks.find((task) => task.pid === pid);
  }

  get nextPid(): number {
    return this.state.nextPid;
  }

  /** A new task, not ready yet. */
  create(name: string, frame: Frame, cause: EntryRef): Task {
    const task = newTask(this.state.nextPid++, name, frame, cause);
    this.state.tasks.push(task);
    return task;
  }

  start(task: Task): void {
    task.state = 'ready';
    this.state.ready.push(task.pid);
    this.rouse();
  }

  /** The current task sleeps. */
  sleep(task: Task, queue: string, wakeAt: Cycle | null, interruptible: boolean): void {
    Object.assign(task, { state: 'waiting', queue, wakeAt, interruptible, turn: this.state.turns++ });
    if (this.state.current === task.pid) this.state.current = 0;
  }

  /** The sleeper's wait ends with `result`: 1 = its time was over. */
  rise(task: Task, result: 0 | 1): void {
    task.queue = '';
    task.wakeAt = null;
    this.risen?.(task, result === 1);
    task.frames[task.frames.length - 1].result = result;
    this.start(task);
  }

  /** Wake the sleepers of a queue, longest waiting first. @returns how many. */
  wake(queue: string, most = Infinity): number {
    const sleepers = this.state.tasks.filter((task) => task.state === 'waiting' && task.queue === queue).sort((a, b) => a.turn - b.turn);
    const woken = sleepers.slice(0, most);
    for (const task of woken) this.rise(task, 0);
    return woken.length;
  }

  /** Wake those whose time is over. */
  expire(now: Cycle): void {
    for (const task of this.state.tasks) if (task.state === 'waiting' && task.wakeAt !== null && task.wakeAt <= now) this.rise(task, 1);
  }

  get someoneReady(): boolean {
    return this.state.ready.length > 0;
  }

  /** When the next wait with a limit ends. */
  get nextWake(): Cycle {
    return this.state.tasks.reduce((first, task) => (task.state === 'waiting' && task.wakeAt !== null ? Math.min(first, task.wakeAt) : first), Infinity);
  }

  /** When the running task must make room for another one; Infinity: nobody waits. */
  get sliceOver(): Cycle {
    return this.state.ready.length === 0 ? Infinity : this.state.sliceEnd;
  }

  /** The current task's slice is over and another one waits: it goes to the end. */
  preempt(now: Cycle): void {
    const s = this.state;
    if (s.current === 0 || s.ready.length === 0 || now < s.sliceEnd) return;
    s.ready.push(s.current);
    s.current = 0;
  }

  /**
   * What decides whose turn it is, and how long the turn; null: in order of becoming ready, whole slices. Another seed is
   * another order of events: the way to find out whether a driver depends on it.
   */
  chance: Random | null = null;

  /** Length of the next turn when a whole one has `slice` cycles. */
  turn(slice: Cycle): Cycle {
    return this.chance === null ? slice : Math.max(1, this.chance.below(slice));
  }

  /** Give the processor to the next ready task. @returns whether it is another one than before; undefined: none is ready. */
  choose(sliceEnd: Cycle): boolean | undefined {
    const s = this.state;
    const { chance } = this;
    const [pid] = s.ready.splice(chance === null || s.ready.length < 2 ? 0 : chance.below(s.ready.length), 1);
    if (pid === undefined) return undefined;
    const switched = s.lastRun !== pid;
    s.current = pid;
    s.lastRun = pid;
    s.sliceEnd = sliceEnd;
    return switched;
  }

  /** The current task is over; it stays until it is reaped. */
  end(task: Task): void {
    task.state = 'dead';
    task.frames = [];
    this.state.current = 0;
  }

  /** Forget a dead task. */
  reap(pid: number): void {
    this.state.tasks = this.state.tasks.filter((task) => task.pid !== pid);
  }

  save(): PlainState {
    return { ...copyPlain(this.state), chance: this.chance?.save() ?? null };
  }

  load(state: PlainState): void {
    const { chance, ...rest } = state as State & { chance: PlainState };
    this.state = copyPlain(rest);
    this.chance?.load(chance);
  }
}
