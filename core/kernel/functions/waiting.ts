/** Time and completions. Not modelled: the spinlock inside a completion (one processor). */
import type { KernelCore } from '../kernel-core';
import { HZ } from '../kernel-core';
import { jump, next, thenJump, value } from '../operations';
import type { Frame, Step } from '../operations';
import { ERRNO } from '../errno';
import type { KernelFunction } from './declare';

/** complete_all leaves this. */
const ALWAYS_DONE = 0x7fff_ffff;
const queueOf = (completion: number): string => `completion:${completion.toString(16)}`;

function take(k: KernelCore, completion: number): boolean {
  const done = k.memory.field('completion', completion, 'done');
  if (done === 0) return false;
  if (done !== ALWAYS_DONE) k.memory.setField('completion', completion, 'done', done - 1);
  return true;
}

/** Sleep until done; `limited`: at most so many jiffies (second argument). */
function waitSteps(limited: boolean, interruptible: boolean): Step<KernelCore>[] {
  return [
    {
      text: '',
      run: (f, k) => {
        f.locals.until = limited ? k.hardware.clock.now + f.args[1] * jiffy(k) : -1;
        return next(20);
      },
    },
    {
      text: '',
      run: (f, k) => {
        const left = (f.locals.until as number) - k.hardware.clock.now;
        /** Done at once: the whole time is left. */
        if (take(k, f.args[0])) return value(!limited ? 0 : f.locals.waited === true ? Math.max(1, Math.floor(left / jiffy(k))) : Math.max(1, f.args[1]));
        f.locals.waited = true;
        if (interruptible && (k.cpu.currentTask?.signal ?? 0) !== 0) return value(-ERRNO.ERESTARTSYS);
        if (limited && left <= 0) return value(0);
        k.dmaengine.transactions.taskWaits(k);
        return thenJump(f, 1, { op: 'wait', queue: queueOf(f.args[0]), ...(limited ? { cycles: left } : {}), ...(interruptible ? { interruptible: true } : {}) });
      },
    },
  ];
}

/** Busy waiting lets interrupts in between pieces of so many cycles. */
const BUSY_PIECE = 1000;

const jiffy = (k: KernelCore): number => Math.ceil(k.hardware.clock.hertz / HZ);

function busy(prototype: string, microseconds: number): KernelFunction {
  return {
    prototype, header: 'linux/delay.h',
    steps: [
      {
        text: '',
        run: (f: Frame, k: KernelCore) => {
          f.locals.until = k.hardware.clock.now + k.cyclesOfMicroseconds(f.args[0] * microseconds);
          return next(1);
        },
      },
      {
        text: '',
        run: (f: Frame, k: KernelCore) => {
          const left = (f.locals.until as number) - k.hardware.clock.now;
          return left <= 0 ? value(0) : jump(f, 1, Math.min(left, BUSY_PIECE));
        },
      },
    ],
  };
}

export const WAITING: readonly KernelFunction[] = [
  busy('void udelay(unsigned long usecs)', 1),
  busy('void mdelay(unsigned long msecs)', 1000),
  {
    prototype: 'void msleep(unsigned int msecs)', header: 'linux/delay.h',
    sleeps: true,
    steps: [
      /** Rounded up to jiffies, and one more: the current one has begun. */
      { text: '', run: (f, k) => ({ op: 'wait', queue: 'msleep', cycles: (Math.ceil((f.args[0] * HZ) / 1000) + 1) * jiffy(k) }) },
      { text: '', run: (f) => (f.result === 1 ? value(0) : jump(f, 0)) },
    ],
  },
  {
    prototype: 'void init_completion(struct completion *x)', header: 'linux/completion.h',
    cost: 20,
    immediate: (k, [x]) => {
      k.memory.setField('completion', x, 'done', 0);
      return 0;
    },
  },
  {
    prototype: 'void reinit_completion(struct completion *x)', header: 'linux/completion.h', since: '3.13',
    cost: 5,
    immediate: (k, [x]) => {
      k.memory.setField('completion', x, 'done', 0);
      return 0;
    },
  },
  {
    prototype: 'void complete(struct completion *x)', header: 'linux/completion.h',
    immediate: (k, [x]) => {
      const done = k.memory.field('completion', x, 'done');
      if (done !== ALWAYS_DONE) k.memory.setField('completion', x, 'done', done + 1);
      k.cpu.scheduler.wake(queueOf(x), 1);
      return 0;
    },
  },
  {
    prototype: 'void complete_all(struct completion *x)', header: 'linux/completion.h',
    immediate: (k, [x]) => {
      k.memory.setField('completion', x, 'done', ALWAYS_DONE);
      k.cpu.scheduler.wake(queueOf(x));
      return 0;
    },
  },
  { prototype: 'bool try_wait_for_completion(struct completion *x)', header: 'linux/completion.h', cost: 20, immediate: (k, [x]) => (take(k, x) ? 1 : 0) },
  { prototype: 'bool completion_done(struct completion *x)', header: 'linux/completion.h', cost: 10, immediate: (k, [x]) => (k.memory.field('completion', x, 'done') === 0 ? 0 : 1) },
  { prototype: 'int wait_for_completion_killable(struct completion *x)', header: 'linux/completion.h', sleeps: true, steps: waitSteps(false, true) },
  { prototype: 'long wait_for_completion_killable_timeout(struct completion *x, unsigned long timeout)', header: 'linux/completion.h', sleeps: true, steps: waitSteps(true, true) },
  { prototype: 'void wait_for_completion(struct completion *x)', header: 'linux/completion.h', sleeps: true, steps: waitSteps(false, false) },
  { prototype: 'int wait_for_completion_interruptible(struct completion *x)', header: 'linux/completion.h', sleeps: true, steps: waitSteps(false, true) },
  { prototype: 'unsigned long wait_for_completion_timeout(struct completion *x, unsigned long timeout)', header: 'linux/completion.h', sleeps: true, steps: waitSteps(true, false) },
  { prototype: 'long wait_for_completion_interruptible_timeout(struct completion *x, unsigned long timeout)', header: 'linux/completion.h', sleeps: true, steps: waitSteps(true, true) },
];
