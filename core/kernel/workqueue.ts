/**
 * Work queues: what is queued, what runs, and the kworker tasks that run it. Behaviour: kernel/workqueue.c: a work item is
 * never in a queue twice nor run by two at once; a queue runs at most `most` items at a time. Not modelled: priorities,
 * CPU binding, rescuers. Workers are shared by all queues and started as they are needed.
 */
import type { PlainState } from '../clock';
import { KIND } from '../journal/entry-kinds';
import type { EntryRef } from '../journal/journal';
import type { KernelCore } from './kernel-core';
import { spawnKernelThread } from './kthread';
import { callPointer, jump } from './operations';
import type { Frame, Op, Routine } from './operations';
import { copyPlain } from './plain-copy';

export interface WorkQueue {
  /** What drivers hold as struct workqueue_struct *. */
  readonly address: number;
  readonly name: string;
  /** Items that may run at once. */
  readonly most: number;
  readonly owner: string;
}

interface Item {
  readonly queue: number;
  readonly work: number;
  readonly cause: EntryRef;
  /** Counts queueings. */
  readonly serial: number;
}

interface State {
  queues: WorkQueue[];
  pending: Item[];
  /** What each worker runs. */
  active: (Item & { readonly pid: number })[];
  workers: number[];
  serial: number;
  /** The system's own queue, 0 = not asked for yet. */
  system: number;
}

/** WORK_STRUCT_PENDING */
const PENDING = 1;
const MOST_WORKERS = 32;
const IDLE = 'kworker:idle';
export const workDone = (work: number): string => `work:${work.toString(16)}`;

export class WorkQueues {
  private state: State = { queues: [], pending: [], active: [], workers: [], serial: 0, system: 0 };

  get list(): readonly WorkQueue[] {
    return this.state.queues;
  }

  find(address: number): WorkQueue | undefined {
    return this.state.queues.find((one) => one.address === address);
  }

  add(queue: WorkQueue): void {
    this.state.queues.push(queue);
  }

  remove(address: number): void {
    this.state.queues = this.state.queues.filter((one) => one.address !== address);
  }

  get systemQueue(): number {
    return this.state.system;
  }

  set systemQueue(address: number) {
    this.state.system = address;
  }

  /** Addresses of what waits in a queue. */
  get queued(): number[] {
    return this.state.pending.map((item) => item.work);
  }

  isPending(work: number): boolean {
    return this.state.pending.some((item) => item.work === work);
  }

  /** Pid of the worker that runs it. */
  runner(work: number): number | undefined {
    return this.state.active.find((item) => item.work === work)?.pid;
  }

  /** Something of this queue, queued before `serial`, is not done. */
  hasWork(queue: number, serial = Infinity): boolean {
    const matches = (item: Item): boolean => item.queue === queue && item.serial < serial;
    return this.state.pending.some(matches) || this.state.active.some(matches);
  }

  get serial(): number {
    return this.state.serial;
  }

  /** Does this worker run an item of the queue? */
  runsFor(pid: number, queue: number): boolean {
    return this.state.active.some((item) => item.pid === pid && item.queue === queue);
  }

  push(queue: number, work: number, cause: EntryRef): void {
    this.state.pending.push({ queue, work, cause, serial: this.state.serial++ });
  }

  /** @returns whether it was there. */
  drop(work: number): boolean {
    const was = this.isPending(work);
    this.state.pending = this.state.pending.filter((item) => item.work !== work);
    return was;
  }

  /** The first item that may begin now, taken out for worker `pid`. */
  begin(pid: number): Item | undefined {
    const s = this.state;
    const index = s.pending.findIndex((item) => this.mayBegin(item));
    if (index < 0) return undefined;
    const [item] = s.pending.splice(index, 1);
    s.active.push({ ...item, pid });
    return item;
  }

  end(pid: number): Item | undefined {
    const s = this.state;
    const item = s.active.find((one) => one.pid === pid);
    s.active = s.active.filter((one) => one.pid !== pid);
    return item;
  }

  /** Something could begin if there were a worker. */
  get wantsWorker(): boolean {
    return this.state.pending.some((item) => this.mayBegin(item));
  }

  get workers(): readonly number[] {
    return this.state.workers;
  }

  addWorker(pid: number): void {
    this.state.workers.push(pid);
  }

  removeWorker(pid: number): void {
    this.state.workers = this.state.workers.filter((one) => one !== pid);
    this.end(pid);
  }

  save(): PlainState {
    return copyPlain(this.state);
  }

  load(state: PlainState): void {
    this.state = copyPlain(state as State);
  }

  private mayBegin(item: Item): boolean {
    const { active } = this.state;
    const most = this.find(item.queue)?.most ?? 1;
    return !active.some((one) => one.work === item.work) && active.filter((one) => one.queue === item.queue).length < most;
  }
}

export const workIsMarked = (k: KernelCore, work: number): boolean => (k.memory.field('work_struct', work, 'data') & PENDING) !== 0;

export function markWork(k: KernelCore, work: number, pending: boolean): void {
  const data = k.memory.field('work_struct', work, 'data');
  k.memory.setField('work_struct', work, 'data', pending ? data | PENDING : data & ~PENDING);
}

/** Queue what has been marked; wake or start a worker for it. */
export function insertWork(k: KernelCore, queue: number, work: number, cause = k.cpu.cause): void {
  k.works.push(queue, work, cause);
  callWorker(k);
}

function callWorker(k: KernelCore): void {
  if (!k.works.wantsWorker || k.cpu.scheduler.wake(IDLE, 1) > 0 || k.works.workers.length >= MOST_WORKERS) return;
  const task = spawnKernelThread(k, `kworker/0:${k.works.workers.length}`, 'kworker:run', {});
  k.works.addWorker(task.pid);
  k.cpu.scheduler.start(task);
}

function beginWork(f: Frame, k: KernelCore): Op {
  const task = k.cpu.currentTask;
  const item = task === undefined ? undefined : k.works.begin(task.pid);
  if (task === undefined || item === undefined) {
    f.pc = 0;
    return { op: 'wait', queue: IDLE };
  }
  callWorker(k);
  const func = k.memory.field('work_struct', item.work, 'func');
  const { journal } = k.hardware;
  f.cause = journal.add(KIND.task, k.cpu.initiator.code, task.pid, journal.text(`${task.name} [${task.pid}] works for ${k.works.find(item.queue)?.name ?? '?'}: ${k.codeAt(func) ?? `0x${func.toString(16)}`}`), 0, item.cause, 0);
  markWork(k, item.work, false);
  return callPointer(func, item.work);
}

function endWork(f: Frame, k: KernelCore): Op {
  const task = k.cpu.currentTask;
  const item = task === undefined ? undefined : k.works.end(task.pid);
  if (task !== undefined && (task.atomic.preempt > 0 || task.atomic.irqsOff || task.atomic.bh > 0)) {
    k.print(3, `BUG: workqueue leaked lock or atomic: ${task.name}/0x${task.atomic.preempt.toString(16).padStart(8, '0')}/${task.pid}`);
    k.find({ rule: 'work-leaks-atomic', message: `The function of the work item at 0x${(item?.work ?? 0).toString(16)} returned with a spinlock held, or interrupts or softirqs off.` });
    Object.assign(task.atomic, { preempt: 0, irqsOff: false, bh: 0 });
  }
  if (item !== undefined) {
    k.cpu.scheduler.wake(workDone(item.work));
    k.cpu.scheduler.wake(workDone(item.queue));
  }
  return jump(f, 0);
}

export const KWORKER_ROUTINE: Routine<KernelCore> = {
  title: 'worker_thread',
  steps: [
    { text: 'next work item', run: beginWork },
    { text: 'done', run: endWork },
  ],
};
