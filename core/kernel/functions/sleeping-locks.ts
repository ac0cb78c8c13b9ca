/** Mutexes, semaphores, reader-writer semaphores. Behaviour: kernel/locking/{mutex,semaphore,rwsem}.c. Not modelled: fairness, priority inheritance. */
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import type { LockKind } from '../locks';
import { contextOf } from '../locks';
import { next, value } from '../operations';
import type { Step } from '../operations';
import { structOf } from '../task-struct';
import type { KernelFunction } from './declare';
import { cyclesPerJiffy } from './scheduling';

const MUTEX = 'linux/mutex.h';
const SEMAPHORE = 'linux/semaphore.h';
const RWSEM = 'linux/rwsem.h';
const hex = (address: number): string => `0x${address.toString(16)}`;
const QUEUE = 'lock:';
const queueOf = (lock: number): string => `${QUEUE}${lock.toString(16)}`;
const signalled = (k: KernelCore): boolean => (k.cpu.currentTask?.signal ?? 0) !== 0;

/** Who stands in the way of a lock of this kind. */
function blocker(k: KernelCore, lock: number, kind: LockKind): { readonly context: string; readonly by: string } | undefined {
  const others = k.locks.holders(lock);
  return kind === 'rw_semaphore (read)' ? others.find((one) => one.kind === 'rw_semaphore (write)') : others[0];
}

function take(k: KernelCore, lock: number, kind: LockKind): void {
  k.locks.take(k, lock, kind);
  k.memory.setWord(lock, kind === 'mutex' && k.cpu.currentTask !== undefined ? structOf(k, k.cpu.currentTask) : 1);
}

/** The lock that a task waits for. */
function wantedBy(k: KernelCore, context: string): number | undefined {
  const queue = k.cpu.tasks.find((task) => `task:${task.pid}` === context)?.queue ?? '';
  return queue.startsWith(QUEUE) ? Number.parseInt(queue.slice(QUEUE.length), 16) : undefined;
}

/** Does whoever holds the lock wait, over others perhaps, for something that this task holds? */
function reportCycle(k: KernelCore, lock: number): void {
  const own = contextOf(k);
  const members: string[] = [];
  for (let wanted: number | undefined = lock; wanted !== undefined && members.length < k.cpu.tasks.length; ) {
    const holder: string | undefined = k.locks.holders(wanted)[0]?.context;
    if (holder === undefined) return;
    members.push(`${nameOf(k, holder)} holds 0x${wanted.toString(16)}`);
    if (holder === own && members.length > 1) {
      k.find({ rule: 'lock-cycle', message: `${members.join(', ')}, and each of them waits for what the one before it holds.`, address: lock });
      return;
    }
    wanted = holder === own ? undefined : wantedBy(k, holder);
  }
}

function nameOf(k: KernelCore, context: string): string {
  const task = k.cpu.tasks.find((one) => `task:${one.pid}` === context);
  return task === undefined ? context : `${task.name} [${task.pid}]`;
}

function lockSteps(kind: LockKind, interrupted: number): Step<KernelCore>[] {
  const interruptible = interrupted !== 0;
  return [
    {
      text: '',
      run: (f, k) => {
        const other = blocker(k, f.args[0], kind);
        if (other !== undefined && other.context === contextOf(k)) {
          k.find({ rule: 'lock-recursion', message: `${k.cpu.currentTask?.name ?? 'the task'} takes the ${kind} at ${hex(f.args[0])} again; ${other.by} has taken it already: it sleeps for ever.`, address: f.args[0] });
        }
        return next(10);
      },
    },
    {
      text: '',
      run: (f, k) => {
        if (blocker(k, f.args[0], kind) === undefined) {
          take(k, f.args[0], kind);
          return value(0);
        }
        if (interruptible && signalled(k)) return value(-interrupted);
        reportCycle(k, f.args[0]);
        f.pc = 1;
        return { op: 'wait', queue: queueOf(f.args[0]), ...(interruptible ? { interruptible: true as const } : {}) };
      },
    },
  ];
}

function unlock(k: KernelCore, lock: number, name: string): number {
  if (k.cpu.inInterrupt) k.find({ rule: 'mutex-in-interrupt', message: `${name}(${hex(lock)}) was called in interrupt context.`, address: lock });
  const owner = k.locks.holders(lock).find((one) => one.context === contextOf(k)) ?? k.locks.holders(lock)[0];
  if (owner === undefined) {
    k.print(4, 'DEBUG_LOCKS_WARN_ON(lock->owner != current)');
    k.find({ rule: 'unlock-of-unlocked', message: `${name}(${hex(lock)}): the lock is not held.`, address: lock });
    return 0;
  }
  if (owner.context !== contextOf(k) && !k.cpu.inInterrupt) {
    k.print(4, 'DEBUG_LOCKS_WARN_ON(lock->owner != current)');
    k.find({ rule: 'unlock-by-other', message: `${name}(${hex(lock)}) is called by ${contextOf(k)}, but ${owner.context} holds it (${owner.by}).`, address: lock });
  }
  k.locks.release(lock, owner.context);
  if (k.locks.holders(lock).length === 0) k.memory.setWord(lock, 0);
  k.cpu.scheduler.wake(queueOf(lock), name === 'mutex_unlock' ? 1 : Infinity);
  return 0;
}

function initialise(k: KernelCore, lock: number): number {
  k.locks.forget(lock);
  k.memory.setWord(lock, 0);
  return 0;
}

function tryLock(k: KernelCore, lock: number, kind: LockKind): number {
  if (blocker(k, lock, kind) !== undefined) return 0;
  take(k, lock, kind);
  return 1;
}

const locking = (prototype: string, header: string, kind: LockKind, interrupted = 0): KernelFunction => ({ prototype, header, sleeps: true, steps: lockSteps(kind, interrupted) });
const row = (prototype: string, header: string, body: (k: KernelCore, lock: number) => number): KernelFunction => ({ prototype, header, cost: 10, immediate: (k, [lock]) => body(k, lock) });

const semaphoreQueue = (semaphore: number): string => `semaphore:${semaphore.toString(16)}`;

/** `limited`: second argument, jiffies; answers -ETIME when they are over. */
function downSteps(interruptible: boolean, limited: boolean): Step<KernelCore>[] {
  return [
    {
      text: '',
      run: (f, k) => {
        f.locals.until = limited ? k.hardware.clock.now + f.args[1] * cyclesPerJiffy(k) : -1;
        return next(10);
      },
    },
    {
      text: '',
      run: (f, k) => {
        const count = k.memory.field('semaphore', f.args[0], 'count');
        if (count > 0) {
          k.memory.setField('semaphore', f.args[0], 'count', count - 1);
          return value(0);
        }
        if (interruptible && signalled(k)) return value(-ERRNO.EINTR);
        const left = limited ? (f.locals.until as number) - k.hardware.clock.now : 1;
        if (left <= 0) return value(-ERRNO.ETIME);
        f.pc = 1;
        return { op: 'wait', queue: semaphoreQueue(f.args[0]), ...(limited ? { cycles: left } : {}), ...(interruptible ? { interruptible: true as const } : {}) };
      },
    },
  ];
}

export const SLEEPING_LOCKS: readonly KernelFunction[] = [
  row('void mutex_init(struct mutex *lock)', MUTEX, initialise),
  row('void mutex_destroy(struct mutex *lock)', MUTEX, (k, lock) => {
    if (k.locks.holders(lock).length > 0) k.warn('DEBUG_LOCKS_WARN_ON(mutex_is_locked(lock))');
    return 0;
  }),
  locking('void mutex_lock(struct mutex *lock)', MUTEX, 'mutex'),
  locking('int mutex_lock_interruptible(struct mutex *lock)', MUTEX, 'mutex', ERRNO.EINTR),
  locking('int mutex_lock_killable(struct mutex *lock)', MUTEX, 'mutex', ERRNO.EINTR),
  row('int mutex_trylock(struct mutex *lock)', MUTEX, (k, lock) => tryLock(k, lock, 'mutex')),
  row('void mutex_unlock(struct mutex *lock)', MUTEX, (k, lock) => unlock(k, lock, 'mutex_unlock')),
  row('bool mutex_is_locked(struct mutex *lock)', MUTEX, (k, lock) => (k.locks.holders(lock).length > 0 ? 1 : 0)),
  {
    prototype: 'void sema_init(struct semaphore *sem, int val)', header: SEMAPHORE, cost: 4,
    immediate: (k, [semaphore, count]) => {
      k.memory.setField('semaphore', semaphore, 'count', count);
      return 0;
    },
  },
  { prototype: 'void down(struct semaphore *sem)', header: SEMAPHORE, sleeps: true, steps: downSteps(false, false) },
  { prototype: 'int down_interruptible(struct semaphore *sem)', header: SEMAPHORE, sleeps: true, steps: downSteps(true, false) },
  { prototype: 'int down_killable(struct semaphore *sem)', header: SEMAPHORE, sleeps: true, steps: downSteps(true, false) },
  { prototype: 'int down_timeout(struct semaphore *sem, long timeout)', header: SEMAPHORE, sleeps: true, steps: downSteps(false, true) },
  /** 0: taken. The other way round than mutex_trylock. */
  row('int down_trylock(struct semaphore *sem)', SEMAPHORE, (k, semaphore) => {
    const count = k.memory.field('semaphore', semaphore, 'count');
    if (count > 0) k.memory.setField('semaphore', semaphore, 'count', count - 1);
    return count > 0 ? 0 : 1;
  }),
  row('void up(struct semaphore *sem)', SEMAPHORE, (k, semaphore) => {
    k.memory.setField('semaphore', semaphore, 'count', k.memory.field('semaphore', semaphore, 'count') + 1);
    k.cpu.scheduler.wake(semaphoreQueue(semaphore), 1);
    return 0;
  }),
  row('void init_rwsem(struct rw_semaphore *sem)', RWSEM, initialise),
  locking('void down_read(struct rw_semaphore *sem)', RWSEM, 'rw_semaphore (read)'),
  locking('void down_write(struct rw_semaphore *sem)', RWSEM, 'rw_semaphore (write)'),
  row('int down_read_trylock(struct rw_semaphore *sem)', RWSEM, (k, lock) => tryLock(k, lock, 'rw_semaphore (read)')),
  row('int down_write_trylock(struct rw_semaphore *sem)', RWSEM, (k, lock) => tryLock(k, lock, 'rw_semaphore (write)')),
  row('int rwsem_is_locked(struct rw_semaphore *sem)', RWSEM, (k, lock) => (k.locks.holders(lock).length > 0 ? 1 : 0)),
  row('void up_read(struct rw_semaphore *sem)', RWSEM, (k, lock) => unlock(k, lock, 'up_read')),
  row('void up_write(struct rw_semaphore *sem)', RWSEM, (k, lock) => unlock(k, lock, 'up_write')),
];
