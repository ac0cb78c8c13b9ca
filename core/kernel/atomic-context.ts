/** What the kernel says about sleeping where nothing may sleep. Behaviour: kernel/sched/core.c (__might_sleep, __schedule_bug). */
import type { KernelCore } from './kernel-core';

/** As preempt_count has it: preemption in the low byte, softirqs above it, hardware interrupts from bit 16. */
export function preemptCount(k: KernelCore): number {
  const { cpu } = k;
  const { preempt = 0, bh = 0 } = cpu.atomic ?? {};
  return preempt + bh * 0x200 + (cpu.inHardirq ? 0x1_0000 : cpu.inInterrupt ? 0x100 : 0);
}

/** "an interrupt handler", for messages. */
export function contextWords(k: KernelCore): string {
  const { cpu } = k;
  if (cpu.inHardirq) return 'an interrupt handler';
  if (cpu.inInterrupt) return 'a softirq (tasklet, timer or DMA callback)';
  const { atomic } = cpu;
  if (atomic === undefined) return 'the idle processor';
  if (atomic.preempt > 0) return 'a section under a spinlock (or with preemption off)';
  return atomic.irqsOff ? 'a section with interrupts off' : 'a section with softirqs off';
}

const irqsDisabled = (k: KernelCore): number => (k.cpu.inHardirq || k.cpu.atomic?.irqsOff === true ? 128 : 0);

export function reportSleep(k: KernelCore, title: string): void {
  const { currentTask: task } = k.cpu;
  k.print(3, `BUG: sleeping function called from invalid context: ${title}`);
  k.print(3, `in_atomic(): ${preemptCount(k) === 0 ? 0 : 1}, irqs_disabled(): ${irqsDisabled(k)}, pid: ${task?.pid ?? 0}, name: ${task?.name ?? 'swapper'}`);
  if (k.cpu.inHardirq) {
    k.find({ rule: 'sleep-in-interrupt', message: `${title} may sleep, but was called in an interrupt handler.` });
    return;
  }
  k.find({
    rule: 'sleep-in-atomic', message: `${title} may sleep, but was called in ${contextWords(k)}.`,
  });
}

export function reportSchedule(k: KernelCore): void {
  const { currentTask: task } = k.cpu;
  k.print(3, `BUG: scheduling while atomic: ${task?.name ?? 'swapper'}/${task?.pid ?? 0}/0x${preemptCount(k).toString(16).padStart(8, '0')}`);
  k.find({
    rule: 'scheduling-while-atomic', message: `${task?.name ?? 'swapper'} [${task?.pid ?? 0}] gave up the processor in ${contextWords(k)}.`,
  });
}

const ENDS: Readonly<Record<'hardirq' | 'softirq' | 'task', string>> = { hardirq: 'An interrupt handler ended', softirq: 'A softirq ended', task: 'A system call ended' };

/** An interrupt or softirq is over, or a task goes back to its program: nothing may be locked or switched off any more. */
export function reportLocksLeft(k: KernelCore, context: 'hardirq' | 'softirq' | 'task'): void {
  const { atomic, currentTask: task } = k.cpu;
  const holder = context === 'task' ? `task:${task?.pid ?? 0}` : context;
  const held = k.locks.heldBy(holder);
  const switchedOff = atomic !== undefined && (atomic.preempt > 0 || atomic.bh > 0 || (context !== 'hardirq' && atomic.irqsOff));
  if (held.length === 0 && !switchedOff) return;
  k.print(3, context === 'task' ? `BUG: lock held when returning to user space! ${task?.name ?? ''}/${task?.pid ?? 0}` : `BUG: ${context} exits with preempt_count ${preemptCount(k).toString(16).padStart(8, '0')}`);
  const what = held.length > 0 ? held.map((one) => `the ${one.kind} at 0x${one.address.toString(16)}, taken by ${one.by}`).join('; ') : atomic?.irqsOff === true ? 'interrupts are off' : 'preemption or softirqs are off';
  k.find({
    rule: 'lock-left-held', message: `${ENDS[context]}, and still held or off: ${what}.`,
    ...(held.length > 0 ? { address: held[0].address } : {}),
  });
  if (atomic !== undefined) Object.assign(atomic, { preempt: 0, bh: 0, irqsOff: false });
}
