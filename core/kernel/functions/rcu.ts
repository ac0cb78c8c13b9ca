/** RCU. Behaviour: include/linux/rcupdate.h, kernel/rcu. A reader keeps its processor, as without CONFIG_PREEMPT_RCU. */
import type { KernelCore } from '../kernel-core';
import { value } from '../operations';
import { whenReadersAreThrough } from '../rcu';
import { atomicOf, enableSoftirqs, lowerCount } from './atomicity';
import type { KernelFunction } from './declare';

const header = 'linux/rcupdate.h';

const reading = (prototype: string, body: (k: KernelCore) => number | undefined): KernelFunction => ({ prototype, header, cost: 2, immediate: (k) => body(k) ?? 0 });

function callLater(k: KernelCore, head: number, func: number): number {
  if (k.rcu.waiting.some((one) => one.head === head)) {
    k.warn('kernel BUG: call_rcu of a head that waits already');
    k.find({ rule: 'rcu-head-twice', message: `The RCU head at 0x${head.toString(16)} is queued already, and is queued once more: on a real kernel the list of callbacks is broken.`, address: head });
    return 0;
  }
  k.memory.setField('callback_head', head, 'next', 0);
  k.memory.setField('callback_head', head, 'func', func);
  whenReadersAreThrough(k, 'call', { head, func });
  return 0;
}

const calling = (name: string, until?: string): KernelFunction => ({
  prototype: `void ${name}(struct rcu_head *head, void (*func)(struct rcu_head *head))`, header, cost: 30, ...(until === undefined ? {} : { until, replacedBy: 'call_rcu' }), immediate: (k, [head, func]) => callLater(k, head, func),
});

type Span = Pick<KernelFunction, 'since' | 'until' | 'replacedBy'>;

/** Sleeps until the readers and callbacks of before are through. */
const waiting = (name: string, span: Span = {}): KernelFunction => ({
  prototype: `void ${name}(void)`, header, sleeps: true, ...span,
  steps: [
    {
      text: 'readers of before',
      run: (_f, k) => {
        const queue = `rcu:${k.cpu.currentTask?.pid ?? 0}`;
        whenReadersAreThrough(k, 'wake', { queue });
        return { op: 'wait', queue };
      },
    },
    { text: '', run: () => value(0) },
  ],
});

export const RCU_FUNCTIONS: readonly KernelFunction[] = [
  reading('void rcu_read_lock(void)', (k) => void atomicOf(k).preempt++),
  reading('void rcu_read_unlock(void)', (k) => lowerCount(k, atomicOf(k), 'preempt', 'rcu_read_unlock')),
  reading('void rcu_read_lock_bh(void)', (k) => void atomicOf(k).bh++),
  reading('void rcu_read_unlock_bh(void)', (k) => enableSoftirqs(k, atomicOf(k), 'rcu_read_unlock_bh')),
  reading('int rcu_read_lock_held(void)', (k) => (atomicOf(k).preempt > 0 || k.cpu.inInterrupt ? 1 : 0)),
  calling('call_rcu'),
  calling('call_rcu_bh', '5.1'),
  calling('call_rcu_sched', '5.1'),
  /** Behind the macro kfree_rcu(pointer, member). */
  {
    prototype: 'void __kfree_rcu(struct rcu_head *head, void *pointer)', header, since: '3.0', cost: 30,
    immediate: (k, [head, pointer]) => {
      whenReadersAreThrough(k, 'free', { head, pointer });
      return 0;
    },
  },
  waiting('synchronize_rcu'),
  waiting('synchronize_rcu_expedited', { since: '2.6.32' }),
  waiting('synchronize_sched', { until: '5.1', replacedBy: 'synchronize_rcu' }),
  waiting('rcu_barrier'),
];
