/**
 * struct task_struct in simulated memory: made when a driver asks for it (`current`, kthread_create, a wait queue entry).
 * It holds what drivers touch: state, pid, comm. The rest of a task is in `task.ts`.
 */
import type { KernelCore } from './kernel-core';
import type { Task } from './task';

export const TASK = { RUNNING: 0, INTERRUPTIBLE: 1, UNINTERRUPTIBLE: 2 } as const;
export const TASK_NORMAL = 3;

const COMM_BYTES = 16;

function make(k: KernelCore, pid: number, name: string, kernelThread: boolean): number {
  const address = k.slab.allocate(k.memory.sizeOf('task_struct'), '');
  if (address === 0) return 0;
  k.memory.zero(address, k.memory.sizeOf('task_struct'));
  k.memory.setField('task_struct', address, 'pid', pid);
  k.memory.setField('task_struct', address, 'tgid', pid);
  /** PF_KTHREAD */
  if (kernelThread) k.memory.setField('task_struct', address, 'flags', 0x20_0000);
  k.memory.write(k.memory.at('task_struct', address, 'comm'), Uint8Array.from(name.slice(0, COMM_BYTES - 1), (character) => character.charCodeAt(0)));
  return address;
}

/** Address of the task's structure; 0 when there is no memory. */
export function structOf(k: KernelCore, task: Task): number {
  if (task.struct === 0) task.struct = make(k, task.pid, task.name, task.kernelThread);
  return task.struct;
}

/** `current`: in an interrupt the task that was interrupted; an idle processor runs swapper. */
export function currentStruct(k: KernelCore): number {
  const task = k.cpu.currentTask;
  if (task !== undefined) return structOf(k, task);
  if (k.threads.idleStruct === 0) k.threads.idleStruct = make(k, 0, 'swapper/0', true);
  return k.threads.idleStruct;
}

export function taskOfStruct(k: KernelCore, address: number): Task | undefined {
  return address === 0 ? undefined : k.cpu.tasks.find((task) => task.struct === address && task.state !== 'dead');
}

/** Its name from 5.14 on. */
const stateField = (k: KernelCore): '__state' | 'state' => (k.memory.has('task_struct', '__state') ? '__state' : 'state');

export function stateOf(k: KernelCore, task: Task): number {
  return task.struct === 0 ? TASK.RUNNING : k.memory.field('task_struct', task.struct, stateField(k));
}

export function setState(k: KernelCore, task: Task, state: number): void {
  if (state === TASK.RUNNING && task.struct === 0) return;
  k.memory.setField('task_struct', structOf(k, task), stateField(k), state);
}

/** Queue on which schedule() sleeps. */
export const scheduleQueue = (task: Task): string => `task:${task.pid}`;

/** Make the task run if its state is one of `mode`. @returns whether it slept, or was about to. */
export function wakeTask(k: KernelCore, task: Task, mode: number): boolean {
  if (task.state === 'dead' || (stateOf(k, task) & mode) === 0) return false;
  setState(k, task, TASK.RUNNING);
  k.cpu.scheduler.wake(scheduleQueue(task));
  return true;
}
