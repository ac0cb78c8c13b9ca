/** Kernel threads: which tasks are such, and who waits for their end. Behaviour: kernel/kthread.c. Not modelled: parking, freezing, CPU binding. */
import type { PlainState } from '../clock';
import { KIND } from '../journal/entry-kinds';
import { ERRNO } from './errno';
import type { KernelCore } from './kernel-core';
import { callPointer, exit, jump } from './operations';
import type { Frame, Routine } from './operations';
import { copyPlain } from './plain-copy';
import { newFrame } from './task';
import type { Task } from './task';
import { scheduleQueue, setState, structOf, TASK } from './task-struct';

/** threads-max. */
const MOST_TASKS = 512;

/** Exit code after a fault in the kernel: 128 and SIGSEGV. */
const OOPSED = 139;

export interface KernelThread {
  readonly pid: number;
  readonly name: string;
  /** Address of its task_struct. */
  readonly task: number;
  /** Module that made it. */
  readonly owner: string;
  shouldStop: boolean;
  over: boolean;
  result: number;
  /** get_task_struct without put_task_struct: its task_struct stays after its end. */
  held?: number;
}

interface State {
  threads: KernelThread[];
  /** task_struct of the idle processor, 0 = not asked for yet. */
  idle: number;
}

export class KernelThreads {
  private state: State = { threads: [], idle: 0 };

  get idleStruct(): number {
    return this.state.idle;
  }

  set idleStruct(address: number) {
    this.state.idle = address;
  }

  get list(): readonly KernelThread[] {
    return this.state.threads;
  }

  add(thread: KernelThread): void {
    this.state.threads.push(thread);
  }

  byPid(pid: number): KernelThread | undefined {
    return this.state.threads.find((one) => one.pid === pid);
  }

  /** The latest one with this task_struct. */
  byTask(address: number): KernelThread | undefined {
    return this.state.threads.findLast((one) => one.task === address);
  }

  forget(pid: number): void {
    this.state.threads = this.state.threads.filter((one) => one.pid !== pid);
  }

  save(): PlainState {
    return copyPlain(this.state);
  }

  load(state: PlainState): void {
    this.state = copyPlain(state as State);
  }
}

/** A task of the kernel's own, not ready yet. */
export function spawnKernelThread(k: KernelCore, name: string, routine: string, locals: Frame['locals']): Task {
  const { journal } = k.hardware;
  const { scheduler, initiator, cause } = k.cpu;
  const entry = journal.add(KIND.task, initiator.code, scheduler.nextPid, journal.text(`${name} [${scheduler.nextPid}] starts: kernel thread`), 0, cause, 0);
  const task = scheduler.create(name, newFrame(routine, [], entry, 'kernel', locals), entry);
  task.kernelThread = true;
  return task;
}

/** A thread that waits to be woken. @returns the address of its task_struct, or a negative error number. */
export function createThread(k: KernelCore, func: number, data: number, name: string): number {
  if (k.cpu.tasks.length >= MOST_TASKS) return -ERRNO.EAGAIN;
  const task = spawnKernelThread(k, name, 'kthread:run', { func, data });
  k.cpu.scheduler.sleep(task, scheduleQueue(task), null, false);
  const address = structOf(k, task);
  if (address === 0) {
    k.cpu.scheduler.reap(task.pid);
    return -ERRNO.ENOMEM;
  }
  setState(k, task, TASK.UNINTERRUPTIBLE);
  k.threads.add({ pid: task.pid, name, task: address, owner: k.owner, shouldStop: false, over: false, result: 0 });
  return address;
}

/** What programs leave is told when they return from the kernel; and an oops has told already what went wrong. */
function reportHeldLocks(k: KernelCore, task: Task): void {
  const held = !task.kernelThread || task.exitCode === OOPSED ? [] : k.locks.heldBy(`task:${task.pid}`);
  for (const { kind, address, by } of held) {
    k.print(3, `BUG: ${task.name}/${task.pid} exits with a lock still held: 0x${address.toString(16)}`);
    k.find({ rule: 'lock-held-at-exit', message: `${task.name} [${task.pid}] has ended and still holds the ${kind} at 0x${address.toString(16)}, taken by ${by}.`, address });
  }
}

/** A task is over: what the kernel keeps of it goes. Kernel threads have no parent who would wait for them. */
export function threadEnds(k: KernelCore, task: Task): void {
  k.waitQueues.endPoll(task.pid);
  if (task.struct !== 0) k.slab.release(task.struct);
  reportHeldLocks(k, task);
  if (!task.kernelThread) return;
  const thread = k.threads.byPid(task.pid);
  if (thread !== undefined) {
    thread.over = true;
    thread.result = task.exitCode;
  }
  k.works.removeWorker(task.pid);
  k.cpu.scheduler.reap(task.pid);
}

export const KTHREAD_ROUTINE: Routine<KernelCore> = {
  title: 'kthread',
  steps: [
    {
      text: 'threadfn(data)',
      run: (f, k) => {
        if (k.threads.byPid(k.cpu.currentTask?.pid ?? 0)?.shouldStop !== true) return callPointer(f.locals.func as number, f.locals.data as number);
        f.result = -ERRNO.EINTR;
        return jump(f, 1);
      },
    },
    { text: 'do_exit', run: (f) => exit(f.result | 0) },
  ],
};
