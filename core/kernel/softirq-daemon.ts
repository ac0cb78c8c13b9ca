/**
 * ksoftirqd: the task in which softirqs run that nobody else runs, because a task raised them or because they do not end.
 * It is made when it is first needed. Behaviour: kernel/softirq.c (wakeup_softirqd, run_ksoftirqd).
 */
import type { KernelCore } from './kernel-core';
import { spawnKernelThread } from './kthread';
import { jump, next } from './operations';
import type { Routine } from './operations';

const QUEUE = 'ksoftirqd';
const NAME = 'ksoftirqd/0';

export function wakeSoftirqDaemon(k: KernelCore): void {
  const { scheduler, tasks } = k.cpu;
  if (tasks.some((task) => task.kernelThread && task.name === NAME)) scheduler.wake(QUEUE);
  else scheduler.start(spawnKernelThread(k, NAME, 'softirq:daemon', {}));
}

/** The softirqs themselves run on top of it, as they do on top of any task. */
export const SOFTIRQ_DAEMON: Routine<KernelCore> = {
  title: 'run_ksoftirqd',
  steps: [
    {
      text: 'pending?',
      run: (_f, k) => {
        if (!k.softirq.waits) return { op: 'wait', queue: QUEUE };
        k.softirq.release();
        return next();
      },
    },
    { text: 'again', run: (f) => jump(f, 0) },
  ],
};
