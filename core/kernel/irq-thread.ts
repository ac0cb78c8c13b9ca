/** Handlers in threads: woken by the hardware part, one task per handler. Behaviour: kernel/irq/manage.c (irq_thread, ONESHOT). */
import type { IrqAction, IrqLine } from './irq';
import { IRQF } from './irq';
import type { KernelCore } from './kernel-core';
import { spawnKernelThread } from './kthread';
import { callPointer, exit, jump } from './operations';
import type { Routine } from './operations';

export const irqThreadQueue = (pid: number): string => `irq-thread:${pid}`;

/** The thread of an action, asleep. */
export function startIrqThread(k: KernelCore, irq: number, action: IrqAction, handler: number): void {
  const task = spawnKernelThread(k, `irq/${irq}-${action.name}`, 'irq:thread', { irq, device: action.device });
  k.cpu.scheduler.sleep(task, irqThreadQueue(task.pid), null, false);
  action.thread = { pid: task.pid, handler, pending: false, masked: false };
}

/** The hardware part answered IRQ_WAKE_THREAD. */
export function wakeIrqThread(k: KernelCore, line: IrqLine, index: number): void {
  const action = line.actions[index];
  const thread = action?.thread;
  if (thread === undefined) {
    k.print(4, `IRQ ${line.linux} device ${action?.name ?? '?'} returned IRQ_WAKE_THREAD but no thread function available.`);
    return;
  }
  thread.pending = true;
  if ((action.flags & IRQF.ONESHOT) !== 0 && !thread.masked) {
    thread.masked = true;
    k.irqs.disable(line);
  }
  k.cpu.scheduler.wake(irqThreadQueue(thread.pid));
}

function actionOf(k: KernelCore, irq: number, pid: number): IrqAction | undefined {
  return k.irqs.find(irq)?.actions.find((action) => action.thread?.pid === pid);
}

export const IRQ_THREAD_ROUTINE: Routine<KernelCore> = {
  title: 'irq_thread',
  steps: [
    {
      text: 'thread_fn(irq, dev_id)',
      run: (f, k) => {
        const pid = k.cpu.currentTask?.pid ?? 0;
        const action = actionOf(k, f.locals.irq as number, pid);
        if (action?.thread === undefined) return exit(0);
        if (!action.thread.pending) {
          f.pc = 0;
          return { op: 'wait', queue: irqThreadQueue(pid) };
        }
        action.thread.pending = false;
        return callPointer(action.thread.handler, f.locals.irq as number, f.locals.device as number);
      },
    },
    {
      text: 'unmask',
      run: (f, k) => {
        const line = k.irqs.find(f.locals.irq as number);
        const thread = actionOf(k, f.locals.irq as number, k.cpu.currentTask?.pid ?? 0)?.thread;
        if (line !== undefined && thread?.masked === true && !thread.pending) {
          thread.masked = false;
          k.irqs.enable(line);
        }
        return jump(f, 0, 5);
      },
    },
  ],
};
