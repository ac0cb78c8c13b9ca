/** Spinlocks and reader-writer locks. Behaviour: include/linux/{spinlock,rwlock}.h, kernel/locking/spinlock_debug.c. */
import type { KernelCore } from '../kernel-core';
import type { LockKind } from '../locks';
import { contextOf, deadlock } from '../locks';
import { atomicOf, enableSoftirqs, restoreIrqs, saveIrqs } from './atomicity';
import type { KernelFunction } from './declare';

const header = 'linux/spinlock.h';
type Guard = 'none' | 'irq' | 'bh';

function acquire(k: KernelCore, lock: number, kind: LockKind): void {
  const others = k.locks.holders(lock);
  const blocking = kind === 'read lock' ? others.find((one) => one.kind === 'write lock') : others[0];
  if (blocking !== undefined) {
    deadlock(k, lock, blocking);
    return;
  }
  k.locks.noteUse(k, lock);
  atomicOf(k).preempt++;
  k.locks.take(k, lock, kind);
  k.memory.setWord(lock, 1);
}

function release(k: KernelCore, lock: number, name: string): void {
  const atomic = atomicOf(k);
  const held = k.locks.release(lock, contextOf(k));
  if (held === undefined) {
    k.print(0, `BUG: spinlock already unlocked on CPU#0, ${k.cpu.currentTask?.name ?? 'swapper'}/${k.cpu.currentTask?.pid ?? 0}`);
    k.find({ rule: 'unlock-of-unlocked', message: `${name}(0x${lock.toString(16)}): the lock is not held.`, address: lock });
    return;
  }
  if (atomic.preempt > 0) atomic.preempt--;
  if (k.locks.holders(lock).length === 0) k.memory.setWord(lock, 0);
}

function lower(k: KernelCore, guard: Guard): void {
  const atomic = atomicOf(k);
  if (guard === 'irq') atomic.irqsOff = false;
  else if (guard === 'bh' && atomic.bh > 0) enableSoftirqs(k, atomic);
}

function raise(k: KernelCore, guard: Guard): void {
  if (guard === 'irq') atomicOf(k).irqsOff = true;
  else if (guard === 'bh') atomicOf(k).bh++;
}

/** spin_unlock_irq switches interrupts on whatever they were: wrong where they were off before. */
function noteBlindEnable(k: KernelCore, name: string): void {
  if (!k.cpu.inHardirq) return;
  k.find({ rule: 'irq-enabled-in-handler', message: `${name} switches interrupts on without looking whether they were on before; it was called in an interrupt handler.` });
}

function family(type: string, prefix: string, kind: LockKind, lockVerb: string, unlockVerb: string): KernelFunction[] {
  const guards = [['', 'none'], ['_irq', 'irq'], ['_bh', 'bh']] as const;
  const argument = `${type} *lock`;
  return [
    ...guards.flatMap(([suffix, guard]): KernelFunction[] => [
      {
        prototype: `void ${prefix}${lockVerb}${suffix}(${argument})`, header, cost: 10,
        immediate: (k, [lock]) => {
          raise(k, guard);
          acquire(k, lock, kind);
          return 0;
        },
      },
      {
        prototype: `void ${prefix}${unlockVerb}${suffix}(${argument})`, header, cost: 10,
        immediate: (k, [lock]) => {
          const name = `${prefix}${unlockVerb}${suffix}`;
          if (guard === 'irq') noteBlindEnable(k, name);
          release(k, lock, name);
          lower(k, guard);
          return 0;
        },
      },
    ]),
    {
      /** The value that the macro ..._irqsave(lock, flags) assigns. */
      prototype: `unsigned long __${prefix}${lockVerb}_irqsave(${argument})`, header, cost: 12,
      immediate: (k, [lock]) => {
        const flags = saveIrqs(k, atomicOf(k));
        acquire(k, lock, kind);
        return flags;
      },
    },
    {
      prototype: `void ${prefix}${unlockVerb}_irqrestore(${argument}, unsigned long flags)`, header, cost: 12,
      immediate: (k, [lock, flags]) => {
        release(k, lock, `${prefix}${unlockVerb}_irqrestore`);
        return restoreIrqs(atomicOf(k), flags);
      },
    },
  ];
}

/** @returns 1 when it was free. */
function tryLock(k: KernelCore, lock: number): number {
  if (k.locks.holders(lock).length > 0) return 0;
  acquire(k, lock, 'spinlock');
  return 1;
}

const extras = (type: string, prefix: string): KernelFunction[] => [
  {
    prototype: `void ${prefix}spin_lock_init(${type} *lock)`, header, cost: 4,
    immediate: (k, [lock]) => {
      k.locks.forget(lock);
      k.memory.setWord(lock, 0);
      return 0;
    },
  },
  { prototype: `int ${prefix}spin_trylock(${type} *lock)`, header, cost: 10, immediate: (k, [lock]) => tryLock(k, lock) },
  {
    prototype: `int ${prefix}spin_trylock_bh(${type} *lock)`, header, cost: 10,
    immediate: (k, [lock]) => {
      const taken = tryLock(k, lock);
      if (taken === 1) atomicOf(k).bh++;
      return taken;
    },
  },
  { prototype: `int ${prefix}spin_is_locked(${type} *lock)`, header, cost: 4, immediate: (k, [lock]) => (k.locks.holders(lock).length > 0 ? 1 : 0) },
];

export const SPINLOCKS: readonly KernelFunction[] = [
  ...family('spinlock_t', '', 'spinlock', 'spin_lock', 'spin_unlock'),
  ...extras('spinlock_t', ''),
  ...family('raw_spinlock_t', 'raw_', 'spinlock', 'spin_lock', 'spin_unlock'),
  ...extras('raw_spinlock_t', 'raw_'),
  {
    prototype: 'void rwlock_init(rwlock_t *lock)', header, cost: 4,
    immediate: (k, [lock]) => {
      k.locks.forget(lock);
      k.memory.setWord(lock, 0);
      return 0;
    },
  },
  ...family('rwlock_t', '', 'read lock', 'read_lock', 'read_unlock'),
  ...family('rwlock_t', '', 'write lock', 'write_lock', 'write_unlock'),
  /** For assert_spin_locked and lockdep_assert_held. */
  {
    prototype: 'void __assert_held(void *lock)', header, cost: 2,
    immediate: (k, [lock]) => {
      if (k.locks.holders(lock).length === 0) k.warn(`lock 0x${lock.toString(16)} is not held`);
      return 0;
    },
  },
];
