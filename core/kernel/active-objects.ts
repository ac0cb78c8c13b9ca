/** What is still in use inside memory that is given back: armed timers, queued work, held locks. Behaviour: lib/debugobjects.c, lockdep's "held lock freed". */
import type { KernelCore } from './kernel-core';

export function activeIn(k: KernelCore, base: number, bytes: number): string[] {
  const inside = (address: number): boolean => address >= base && address < base + bytes;
  const at = (address: number): string => `0x${address.toString(16)}`;
  return [
    ...k.cpu.timers.list.filter((timer) => inside(timer.address)).map((timer) => `an armed timer (${at(timer.address)})`),
    ...k.works.queued.filter(inside).map((work) => `a queued work item (${at(work)})`),
    ...k.softirq.pending.filter((job) => job.run === 'tasklet' && inside(job.address)).map((job) => `a scheduled tasklet (${at(job.address)})`),
    ...k.rcu.waiting.filter((one) => one.head !== 0 && inside(one.head)).map((one) => `an RCU head that waits for readers (${at(one.head)})`),
    ...k.locks.held.filter((lock) => inside(lock.address)).map((lock) => `a ${lock.kind} that is held (${at(lock.address)}, by ${lock.by})`),
    ...k.waitQueues.waiting.filter(inside).map((queue) => `a wait queue with a sleeper (${at(queue)})`),
  ];
}

/** The memory goes: tell what is active in it, and forget its locks. */
export function memoryGoes(k: KernelCore, base: number, bytes: number, by: string): void {
  const active = activeIn(k, base, bytes);
  if (active.length > 0) {
    k.print(3, `ODEBUG: free active object at ${base.toString(16).padStart(8, '0')}`);
    k.find({ rule: 'freed-while-active', message: `${by} gives back ${bytes} bytes at 0x${base.toString(16)}, and in them is ${active.join(', ')}.`, address: base, bytes });
  }
  k.locks.forgetRange(base, bytes);
}
