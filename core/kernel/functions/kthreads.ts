/** Kernel threads. Behaviour: kernel/kthread.c. */
import type { KernelCore } from '../kernel-core';
import { createThread } from '../kthread';
import { next, value } from '../operations';
import type { Step } from '../operations';
import { taskOfStruct, TASK_NORMAL, wakeTask } from '../task-struct';
import type { KernelFunction } from './declare';

const header = 'linux/kthread.h';

/** Counted for kernel threads only. */
function hold(k: KernelCore, task: number, by: 1 | -1): number {
  const thread = k.threads.byTask(task);
  if (thread !== undefined) thread.held = Math.max(0, (thread.held ?? 0) + by);
  return task;
}

/** Ask the thread to end, wake it, wait for its end, answer what it returned. */
const STOP: readonly Step<KernelCore>[] = [
  {
    text: '',
    run: (f, k) => {
      const thread = k.threads.byTask(f.args[0]);
      if (thread?.over === true && (thread.held ?? 0) > 0) return value(thread.result);
      if (thread === undefined || thread.over) {
        k.find({
          rule: 'kthread-stop-after-end', address: f.args[0],
          message: `kthread_stop(0x${f.args[0].toString(16)}): ${thread === undefined ? 'no kernel thread has this task_struct' : `${thread.name} has already returned ${thread.result}; its task_struct is free`}. A real kernel uses freed memory here.`,
        });
        return value(thread?.result ?? 0);
      }
      thread.shouldStop = true;
      f.locals.pid = thread.pid;
      const task = taskOfStruct(k, thread.task);
      if (task !== undefined) wakeTask(k, task, TASK_NORMAL);
      return next(100);
    },
  },
  { text: '', run: (f, k) => (k.threads.byPid(f.locals.pid as number)?.over === false ? { op: 'wait', queue: `child:${f.locals.pid as number}` } : next()) },
  {
    text: '',
    run: (f, k) => {
      const pid = f.locals.pid as number;
      const thread = k.threads.byPid(pid);
      if (thread?.over === false) {
        f.pc = 1;
        return next();
      }
      k.threads.forget(pid);
      return value(thread?.result ?? 0);
    },
  },
];

export const KTHREADS: readonly KernelFunction[] = [
  { prototype: 'struct task_struct *get_task_struct(struct task_struct *t)', header: 'linux/sched.h', cost: 5, immediate: (k, [task]) => hold(k, task, 1) },
  { prototype: 'void put_task_struct(struct task_struct *t)', header: 'linux/sched.h', cost: 5, immediate: (k, [task]) => hold(k, task, -1) },
  {
    prototype: 'struct task_struct *kthread_create_on_node(int (*threadfn)(void *), void *data, int node, const char *namefmt, ...)', header, sleeps: true, cost: 2000,
    immediate: (k, [func, data, , format, ...rest]) => createThread(k, func, data, k.format(format, rest)),
  },
  { prototype: 'int kthread_stop(struct task_struct *t)', header, sleeps: true, steps: STOP },
  { prototype: 'bool kthread_should_stop(void)', header, cost: 5, immediate: (k) => (k.threads.byPid(k.cpu.currentTask?.pid ?? 0)?.shouldStop === true ? 1 : 0) },
];
