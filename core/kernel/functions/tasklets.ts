/** Tasklets. Behaviour: kernel/softirq.c, include/linux/interrupt.h. */
import type { KernelCore } from '../kernel-core';
import { jump, next, value } from '../operations';
import { atLeast } from '../profiles';
import type { SoftirqLevel } from '../softirq';
import { TASKLET_STATE } from '../tasklet-state';
import type { KernelFunction } from './declare';

const header = 'linux/interrupt.h';
const queueOf = (tasklet: number): string => `tasklet:${tasklet.toString(16)}`;
const state = (k: KernelCore, tasklet: number): number => k.memory.field('tasklet_struct', tasklet, 'state');
const setState = (k: KernelCore, tasklet: number, value: number): void => k.memory.setField('tasklet_struct', tasklet, 'state', value);

function prepare(k: KernelCore, tasklet: number, func: number, data: number, callback: 0 | 1): number {
  k.memory.setField('tasklet_struct', tasklet, 'next', 0);
  setState(k, tasklet, 0);
  k.memory.setField('tasklet_struct', tasklet, 'count', 0);
  if (atLeast(k.profile, '5.9')) k.memory.setField('tasklet_struct', tasklet, 'use_callback', callback);
  k.memory.setField('tasklet_struct', tasklet, 'func', func);
  k.memory.setField('tasklet_struct', tasklet, 'data', data);
  return 0;
}

/** However often it is scheduled before it runs: it runs once. */
function schedule(k: KernelCore, tasklet: number, level: SoftirqLevel): number {
  const before = state(k, tasklet);
  if ((before & TASKLET_STATE.SCHED) !== 0) return 0;
  setState(k, tasklet, before | TASKLET_STATE.SCHED);
  k.softirq.raiseTasklet(tasklet, level);
  return 0;
}

function disable(k: KernelCore, tasklet: number): number {
  k.memory.setField('tasklet_struct', tasklet, 'count', k.memory.field('tasklet_struct', tasklet, 'count') + 1);
  return 0;
}

function enable(k: KernelCore, tasklet: number): number {
  const count = k.memory.field('tasklet_struct', tasklet, 'count');
  if (count === 0) {
    k.find({ rule: 'tasklet-unbalanced-enable', message: `The tasklet at 0x${tasklet.toString(16)} is enabled more often than it was disabled: its count goes below zero, and it will not run.`, address: tasklet });
  }
  k.memory.setField('tasklet_struct', tasklet, 'count', count - 1);
  if (count === 1) k.softirq.unpark(tasklet);
  return 0;
}

export const TASKLETS: readonly KernelFunction[] = [
  { prototype: 'void tasklet_init(struct tasklet_struct *t, void (*func)(unsigned long), unsigned long data)', header, cost: 20, immediate: (k, [t, func, data]) => prepare(k, t, func, data, 0) },
  { prototype: 'void tasklet_setup(struct tasklet_struct *t, void (*callback)(struct tasklet_struct *))', header, since: '5.9', cost: 20, immediate: (k, [t, callback]) => prepare(k, t, callback, 0, 1) },
  { prototype: 'void tasklet_schedule(struct tasklet_struct *t)', header, cost: 40, immediate: (k, [t]) => schedule(k, t, 'normal') },
  { prototype: 'void tasklet_hi_schedule(struct tasklet_struct *t)', header, cost: 40, immediate: (k, [t]) => schedule(k, t, 'hi') },
  { prototype: 'void tasklet_disable(struct tasklet_struct *t)', header, cost: 20, immediate: (k, [t]) => disable(k, t) },
  { prototype: 'void tasklet_disable_nosync(struct tasklet_struct *t)', header, cost: 20, immediate: (k, [t]) => disable(k, t) },
  { prototype: 'void tasklet_enable(struct tasklet_struct *t)', header, cost: 20, immediate: (k, [t]) => enable(k, t) },
  {
    prototype: 'void tasklet_kill(struct tasklet_struct *t)', header, sleeps: true,
    steps: [
      {
        text: '',
        run: (f, k) => {
          if (k.cpu.inInterrupt) k.print(5, 'Attempt to kill tasklet from interrupt');
          if (k.memory.field('tasklet_struct', f.args[0], 'count') !== 0 && state(k, f.args[0]) !== 0) {
            k.find({ rule: 'tasklet-kill-disabled', message: `The tasklet at 0x${f.args[0].toString(16)} is scheduled but disabled: it will never run, and tasklet_kill waits for ever.`, address: f.args[0] });
          }
          return next(20);
        },
      },
      { text: '', run: (f, k) => (state(k, f.args[0]) === 0 ? jump(f, 3) : { op: 'wait', queue: queueOf(f.args[0]) }) },
      { text: '', run: (f) => jump(f, 1) },
      { text: '', run: () => value(0) },
    ],
  },
];
