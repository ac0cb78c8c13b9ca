/**
 * Wait queues: which entries stand in which wait_queue_head. Behaviour: kernel/sched/wait.c. Not modelled: wake functions
 * of drivers' own; the links in memory (a queue's list head stays empty).
 */
import type { PlainState } from '../clock';
import type { KernelCore } from './kernel-core';
import { copyPlain } from './plain-copy';
import type { Task } from './task';
import { taskOfStruct, wakeTask } from './task-struct';

interface Waiter {
  readonly queue: number;
  /** Address of the wait_queue_entry. */
  readonly entry: number;
  readonly exclusive: boolean;
  /** Leaves the queue when it is woken. */
  readonly once: boolean;
}

/** A task inside poll(), and the queues that the driver named. */
interface Poller {
  readonly pid: number;
  readonly queues: number[];
  /** One of them was woken since. */
  woken: boolean;
}

interface State {
  waiters: Waiter[];
  pollers: Poller[];
}

export const pollQueue = (pid: number): string => `poll:${pid}`;

export class WaitQueues {
  private state: State = { waiters: [], pollers: [] };

  /** Non-exclusive ones before, exclusive ones behind the others. */
  add(waiter: Waiter): void {
    const { waiters } = this.state;
    if (waiters.some((one) => one.entry === waiter.entry && one.queue === waiter.queue)) return;
    if (waiter.exclusive) waiters.push(waiter);
    else waiters.unshift(waiter);
  }

  remove(entry: number): void {
    this.state.waiters = this.state.waiters.filter((one) => one.entry !== entry);
  }

  /** Queues that somebody stands in. */
  get waiting(): number[] {
    return [...new Set(this.state.waiters.map((one) => one.queue))];
  }

  /** Does the task stand in a queue? */
  has(k: KernelCore, task: Task): boolean {
    return this.state.waiters.some(({ entry }) => taskOfStruct(k, k.memory.field('wait_queue_entry', entry, 'private')) === task);
  }

  on(queue: number): readonly Waiter[] {
    return this.state.waiters.filter((one) => one.queue === queue);
  }

  /** Wake those whose state is one of `mode`; at most `most` exclusive ones (0: all). @returns how many were woken. */
  wake(k: KernelCore, queue: number, mode: number, most: number): number {
    for (const poller of this.state.pollers) {
      if (!poller.queues.includes(queue)) continue;
      poller.woken = true;
      k.cpu.scheduler.wake(pollQueue(poller.pid));
    }
    let left = most;
    let woken = 0;
    for (const waiter of this.on(queue)) {
      const task = taskOfStruct(k, k.memory.field('wait_queue_entry', waiter.entry, 'private'));
      if (task === undefined || !wakeTask(k, task, mode)) continue;
      woken++;
      if (waiter.once) this.remove(waiter.entry);
      if (waiter.exclusive && --left === 0) break;
    }
    return woken;
  }

  /** The task begins to poll: forget what it polled before. */
  beginPoll(pid: number): void {
    this.endPoll(pid);
    this.state.pollers.push({ pid, queues: [], woken: false });
  }

  /** poll_wait. */
  poll(pid: number, queue: number): void {
    const poller = this.state.pollers.find((one) => one.pid === pid);
    if (poller !== undefined && !poller.queues.includes(queue)) poller.queues.push(queue);
  }

  pollWoken(pid: number): boolean {
    return this.state.pollers.some((one) => one.pid === pid && one.woken);
  }

  /** Did the driver name any queue? */
  pollNamesQueues(pid: number): boolean {
    return this.state.pollers.some((one) => one.pid === pid && one.queues.length > 0);
  }

  endPoll(pid: number): void {
    this.state.pollers = this.state.pollers.filter((one) => one.pid !== pid);
  }

  save(): PlainState {
    return copyPlain(this.state);
  }

  load(state: PlainState): void {
    this.state = copyPlain(state as State);
  }
}
