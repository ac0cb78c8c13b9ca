/** Interrupts, softirqs and preemption off and on. Behaviour: include/linux/{irqflags,bottom_half,preempt}.h. One processor. */
import type { KernelCore } from '../kernel-core';
import type { Atomicity } from '../task';
import type { KernelFunction } from './declare';

/** CPSR.I: what local_irq_save hands out. */
const MASKED = 0x80;

export function atomicOf(k: KernelCore): Atomicity {
  return k.cpu.atomic ?? { irqsOff: false, preempt: 0, bh: 0 };
}

const row = (prototype: string, header: string, body: (atomic: Atomicity, k: KernelCore, args: readonly number[]) => number | undefined): KernelFunction => ({
  prototype, header, cost: 4, immediate: (k, args) => body(atomicOf(k), k, args) ?? 0,
});

const IRQFLAGS = 'linux/irqflags.h';
const PREEMPT = 'linux/preempt.h';

/** Interrupts as they were when `flags` was made. */
export function restoreIrqs(atomic: Atomicity, flags: number): 0 {
  atomic.irqsOff = (flags & MASKED) !== 0;
  return 0;
}

export function saveIrqs(k: KernelCore, atomic: Atomicity): number {
  const flags = irqsAreOff(k) ? MASKED : 0;
  atomic.irqsOff = true;
  return flags;
}

export const irqsAreOff = (k: KernelCore): boolean => k.cpu.inHardirq || atomicOf(k).irqsOff;

export function lowerCount(k: KernelCore, atomic: Atomicity, count: 'preempt' | 'bh', name: string): 0 {
  if (atomic[count] > 0) atomic[count]--;
  else k.find({ rule: 'unbalanced-enable', message: `${name} was called without its counterpart before it.` });
  return 0;
}

/** One count of local_bh_disable less: with the last, what was put off runs. */
export function enableSoftirqs(k: KernelCore, atomic: Atomicity, name = 'local_bh_enable'): 0 {
  lowerCount(k, atomic, 'bh', name);
  if (atomic.bh === 0) k.softirq.release();
  return 0;
}

export const ATOMICITY: readonly KernelFunction[] = [
  row('void local_irq_disable(void)', IRQFLAGS, (atomic) => void (atomic.irqsOff = true)),
  row('void local_irq_enable(void)', IRQFLAGS, (atomic) => void (atomic.irqsOff = false)),
  /** The value that the macro local_irq_save(flags) assigns. */
  row('unsigned long __local_irq_save(void)', IRQFLAGS, (atomic, k) => saveIrqs(k, atomic)),
  row('void local_irq_restore(unsigned long flags)', IRQFLAGS, (atomic, _k, [flags]) => restoreIrqs(atomic, flags)),
  row('int irqs_disabled(void)', IRQFLAGS, (_atomic, k) => (irqsAreOff(k) ? 1 : 0)),
  row('void local_bh_disable(void)', 'linux/bottom_half.h', (atomic) => void atomic.bh++),
  row('void local_bh_enable(void)', 'linux/bottom_half.h', (atomic, k) => enableSoftirqs(k, atomic)),
  row('void preempt_disable(void)', PREEMPT, (atomic) => void atomic.preempt++),
  row('void preempt_enable(void)', PREEMPT, (atomic, k) => lowerCount(k, atomic, 'preempt', 'preempt_enable')),
  row('int in_interrupt(void)', PREEMPT, (atomic, k) => (k.cpu.inInterrupt || atomic.bh > 0 ? 1 : 0)),
  row('int in_irq(void)', PREEMPT, (_atomic, k) => (k.cpu.inHardirq ? 1 : 0)),
  { ...row('int in_hardirq(void)', PREEMPT, (_atomic, k) => (k.cpu.inHardirq ? 1 : 0)), since: '5.11' },
  row('int in_softirq(void)', PREEMPT, (atomic, k) => ((k.cpu.inInterrupt && !k.cpu.inHardirq) || atomic.bh > 0 ? 1 : 0)),
  { ...row('int in_serving_softirq(void)', PREEMPT, (_atomic, k) => (k.cpu.inInterrupt && !k.cpu.inHardirq ? 1 : 0)), since: '2.6.37' },
  row('int in_task(void)', PREEMPT, (_atomic, k) => (k.cpu.inInterrupt ? 0 : 1)),
  row('int in_atomic(void)', PREEMPT, (atomic, k) => (k.cpu.inInterrupt || atomic.preempt > 0 || atomic.bh > 0 ? 1 : 0)),
];
