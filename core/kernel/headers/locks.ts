/**
 * Locks, atomics, barriers, RCU. What Linux has as macros over functions is so here too, with the rows of the table beneath.
 * Layouts as on one processor with room for lock words; lock debugging is off.
 */
const spinlockTypes = String.raw`
#include <linux/types.h>
typedef struct raw_spinlock { unsigned int slock; } raw_spinlock_t;
typedef struct spinlock { struct raw_spinlock rlock; } spinlock_t;
typedef struct { unsigned int raw_lock; } rwlock_t;
#define __RAW_SPIN_LOCK_UNLOCKED(name) (raw_spinlock_t) { 0 }
#define __SPIN_LOCK_UNLOCKED(name) (spinlock_t) { { 0 } }
#define __RW_LOCK_UNLOCKED(name) (rwlock_t) { 0 }
#define DEFINE_SPINLOCK(name) spinlock_t name = { { 0 } }
#define DEFINE_RAW_SPINLOCK(name) raw_spinlock_t name = { 0 }
#define DEFINE_RWLOCK(name) rwlock_t name = { 0 }
#if !LINUX_SINCE(3, 0)
#define SPIN_LOCK_UNLOCKED (spinlock_t) { { 0 } }
#define RW_LOCK_UNLOCKED (rwlock_t) { 0 }
#endif
`;

const spinlock = String.raw`
#include <linux/typecheck.h>
#include <linux/preempt.h>
#include <linux/irqflags.h>
#include <linux/bottom_half.h>
#include <linux/stringify.h>
#include <linux/kernel.h>
#include <linux/spinlock_types.h>
#include <asm/barrier.h>
/*PROTOTYPES*/
#define __take_flags(flags, value) do { (void)typecheck(unsigned long, flags); flags = (value); } while (0)
#define spin_lock_irqsave(lock, flags) __take_flags(flags, __spin_lock_irqsave(lock))
#define raw_spin_lock_irqsave(lock, flags) __take_flags(flags, __raw_spin_lock_irqsave(lock))
#define read_lock_irqsave(lock, flags) __take_flags(flags, __read_lock_irqsave(lock))
#define write_lock_irqsave(lock, flags) __take_flags(flags, __write_lock_irqsave(lock))
#define spin_lock_irqsave_nested(lock, flags, subclass) spin_lock_irqsave(lock, flags)
#define spin_lock_nested(lock, subclass) spin_lock(lock)
#define assert_spin_locked(lock) __assert_held(lock)
#define lockdep_assert_held(lock) __assert_held(lock)
#define lockdep_set_class(lock, key) do { } while (0)
struct lock_class_key { };
#if LINUX_SINCE(6, 5)
#include <linux/cleanup.h>
DEFINE_LOCK_GUARD_1(raw_spinlock, raw_spinlock_t, raw_spin_lock(_T->lock), raw_spin_unlock(_T->lock))
DEFINE_LOCK_GUARD_1(raw_spinlock_irq, raw_spinlock_t, raw_spin_lock_irq(_T->lock), raw_spin_unlock_irq(_T->lock))
DEFINE_LOCK_GUARD_1(raw_spinlock_irqsave, raw_spinlock_t, raw_spin_lock_irqsave(_T->lock, _T->flags), raw_spin_unlock_irqrestore(_T->lock, _T->flags), unsigned long flags)
DEFINE_LOCK_GUARD_1(spinlock, spinlock_t, spin_lock(_T->lock), spin_unlock(_T->lock))
DEFINE_LOCK_GUARD_1(spinlock_irq, spinlock_t, spin_lock_irq(_T->lock), spin_unlock_irq(_T->lock))
DEFINE_LOCK_GUARD_1(spinlock_irqsave, spinlock_t, spin_lock_irqsave(_T->lock, _T->flags), spin_unlock_irqrestore(_T->lock, _T->flags), unsigned long flags)
DEFINE_LOCK_GUARD_0(preempt, preempt_disable(), preempt_enable())
DEFINE_LOCK_GUARD_0(irq, local_irq_disable(), local_irq_enable())
DEFINE_LOCK_GUARD_0(irqsave, local_irq_save(_T->flags), local_irq_restore(_T->flags), unsigned long flags)
#endif
`;

const irqflags = String.raw`
#include <linux/types.h>
#include <linux/typecheck.h>
/*PROTOTYPES*/
#define local_irq_save(flags) do { (void)typecheck(unsigned long, flags); flags = __local_irq_save(); } while (0)
#define local_save_flags(flags) do { flags = irqs_disabled() ? 0x80 : 0; } while (0)
#define irqs_disabled_flags(flags) (((flags) & 0x80) != 0)
`;

const preempt = String.raw`
#include <linux/types.h>
#define preempt_enable_no_resched() preempt_enable()
`;

const barrier = String.raw`
#include <linux/compiler.h>
#define mb() __sync_synchronize()
#define rmb() __sync_synchronize()
#define wmb() __sync_synchronize()
#define dma_rmb() __sync_synchronize()
#define dma_wmb() __sync_synchronize()
#define smp_mb() barrier()
#define smp_rmb() barrier()
#define smp_wmb() barrier()
#define smp_store_release(p, v) WRITE_ONCE(*(p), v)
#define smp_load_acquire(p) READ_ONCE(*(p))
#define smp_mb__before_atomic() barrier()
#define smp_mb__after_atomic() barrier()
#define smp_store_mb(var, value) WRITE_ONCE(var, value)
#if !LINUX_SINCE(4, 2)
#define set_mb(var, value) WRITE_ONCE(var, value)
#endif
#if !LINUX_SINCE(5, 9)
#define read_barrier_depends() do { } while (0)
#endif
`;

const atomic = String.raw`
#include <linux/types.h>
#include <linux/compiler.h>
#include <asm/barrier.h>
#define ATOMIC_INIT(i) { (i) }
#define ATOMIC_LONG_INIT(i) { (i) }
#define REFCOUNT_INIT(n) { { (n) } }
/*PROTOTYPES*/
#define xchg(ptr, x) ((typeof(*(ptr)))__xchg((unsigned long)(x), (ptr), sizeof(*(ptr))))
#define cmpxchg(ptr, old, new) ((typeof(*(ptr)))__cmpxchg((ptr), (unsigned long)(old), (unsigned long)(new), sizeof(*(ptr))))
#define atomic_long_set(v, i) atomic_set(v, i)
#define atomic_long_read(v) atomic_read(v)
#define atomic_long_inc(v) atomic_inc(v)
#define atomic_long_dec(v) atomic_dec(v)
#define atomic_long_add(i, v) atomic_add(i, v)
#define atomic_long_sub(i, v) atomic_sub(i, v)
#define atomic_long_inc_return(v) atomic_inc_return(v)
#define atomic_long_dec_and_test(v) atomic_dec_and_test(v)
#define ATOMIC64_INIT(i) { (i) }
enum { __ATOMIC64_KEEP, __ATOMIC64_PUT, __ATOMIC64_ADD, __ATOMIC64_AND, __ATOMIC64_OR, __ATOMIC64_XOR, __ATOMIC64_SWAP };
#define __a64(how, v, operand, wanted) ({ s64 __old; __atomic64(how, (v), (operand), (wanted), &__old); __old; })
#define atomic64_read(v) __a64(__ATOMIC64_KEEP, v, 0, 0)
#define atomic64_set(v, i) ((void)__a64(__ATOMIC64_PUT, v, i, 0))
#define atomic64_xchg(v, i) __a64(__ATOMIC64_PUT, v, i, 0)
#define atomic64_cmpxchg(v, old, new) __a64(__ATOMIC64_SWAP, v, new, old)
#define atomic64_fetch_add(i, v) __a64(__ATOMIC64_ADD, v, i, 0)
#define atomic64_fetch_sub(i, v) __a64(__ATOMIC64_ADD, v, -(s64)(i), 0)
#define atomic64_fetch_and(i, v) __a64(__ATOMIC64_AND, v, i, 0)
#define atomic64_fetch_or(i, v) __a64(__ATOMIC64_OR, v, i, 0)
#define atomic64_add(i, v) ((void)atomic64_fetch_add(i, v))
#define atomic64_sub(i, v) ((void)atomic64_fetch_sub(i, v))
#define atomic64_and(i, v) ((void)atomic64_fetch_and(i, v))
#define atomic64_or(i, v) ((void)atomic64_fetch_or(i, v))
#define atomic64_xor(i, v) ((void)__a64(__ATOMIC64_XOR, v, i, 0))
#define atomic64_add_return(i, v) ({ s64 __by = (i); atomic64_fetch_add(__by, v) + __by; })
#define atomic64_sub_return(i, v) atomic64_add_return(-(s64)(i), v)
#define atomic64_add_unless(v, a, u) ({ s64 __was = atomic64_read(v); if (__was != (u)) atomic64_add(a, v); __was != (u); })
#define atomic64_inc_not_zero(v) atomic64_add_unless(v, 1, 0)
#define atomic64_inc(v) atomic64_add(1, v)
#define atomic64_dec(v) atomic64_add(-1, v)
#define atomic64_inc_return(v) atomic64_add_return(1, v)
#define atomic64_dec_return(v) atomic64_add_return(-1, v)
#define atomic64_inc_and_test(v) (atomic64_inc_return(v) == 0)
#define atomic64_dec_and_test(v) (atomic64_dec_return(v) == 0)
#define atomic64_sub_and_test(i, v) (atomic64_sub_return(i, v) == 0)
#define atomic64_add_negative(i, v) (atomic64_add_return(i, v) < 0)
`;

const mutex = String.raw`
#include <linux/types.h>
#include <linux/list.h>
#include <linux/spinlock_types.h>
struct mutex {
	atomic_long_t owner;
	raw_spinlock_t wait_lock;
	unsigned int osq;
	struct list_head wait_list;
};
#define __MUTEX_INITIALIZER(name) { .owner = { 0 }, .wait_list = LIST_HEAD_INIT(name.wait_list) }
#define DEFINE_MUTEX(name) struct mutex name = __MUTEX_INITIALIZER(name)
/*PROTOTYPES*/
#define mutex_lock_nested(lock, subclass) mutex_lock(lock)
#define mutex_lock_interruptible_nested(lock, subclass) mutex_lock_interruptible(lock)
#if LINUX_SINCE(6, 5)
#include <linux/cleanup.h>
DEFINE_GUARD(mutex, struct mutex *, mutex_lock(_T), mutex_unlock(_T))
DEFINE_FREE(mutex, struct mutex *, if (_T) mutex_unlock(_T))
#endif
`;

const semaphore = String.raw`
#include <linux/list.h>
#include <linux/spinlock_types.h>
struct semaphore {
	raw_spinlock_t lock;
	unsigned int count;
	struct list_head wait_list;
};
#define __SEMAPHORE_INITIALIZER(name, n) { .lock = { 0 }, .count = n, .wait_list = LIST_HEAD_INIT((name).wait_list) }
#if LINUX_SINCE(6, 4)
#define DEFINE_SEMAPHORE(name, n) struct semaphore name = __SEMAPHORE_INITIALIZER(name, n)
#else
#define DEFINE_SEMAPHORE(name) struct semaphore name = __SEMAPHORE_INITIALIZER(name, 1)
#endif
/*PROTOTYPES*/
#if !LINUX_SINCE(3, 0)
#define DECLARE_MUTEX(name) struct semaphore name = __SEMAPHORE_INITIALIZER(name, 1)
#define DECLARE_MUTEX_LOCKED(name) struct semaphore name = __SEMAPHORE_INITIALIZER(name, 0)
#define init_MUTEX(sem) sema_init(sem, 1)
#define init_MUTEX_LOCKED(sem) sema_init(sem, 0)
#endif
`;

const rwsem = String.raw`
#include <linux/list.h>
#include <linux/spinlock_types.h>
struct rw_semaphore {
	atomic_long_t count;
	atomic_long_t owner;
	raw_spinlock_t wait_lock;
	struct list_head wait_list;
};
#define DECLARE_RWSEM(name) struct rw_semaphore name = { .wait_list = LIST_HEAD_INIT((name).wait_list) }
/*PROTOTYPES*/
#if LINUX_SINCE(6, 5)
#include <linux/cleanup.h>
DEFINE_GUARD(rwsem_read, struct rw_semaphore *, down_read(_T), up_read(_T))
DEFINE_GUARD(rwsem_write, struct rw_semaphore *, down_write(_T), up_write(_T))
DEFINE_FREE(up_read, struct rw_semaphore *, if (_T) up_read(_T))
DEFINE_FREE(up_write, struct rw_semaphore *, if (_T) up_write(_T))
#endif
`;

const rcupdate = String.raw`
#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/preempt.h>
#include <linux/bottom_half.h>
#include <asm/barrier.h>
/*PROTOTYPES*/
#define rcu_dereference(p) READ_ONCE(p)
#define rcu_dereference_raw(p) READ_ONCE(p)
#define rcu_dereference_bh(p) READ_ONCE(p)
#define rcu_dereference_sched(p) READ_ONCE(p)
#define rcu_dereference_check(p, c) READ_ONCE(p)
#define rcu_dereference_protected(p, c) (p)
#define rcu_access_pointer(p) READ_ONCE(p)
#define rcu_assign_pointer(p, v) smp_store_release(&(p), (v))
#define RCU_INIT_POINTER(p, v) WRITE_ONCE(p, v)
#define RCU_INITIALIZER(v) (v)
#define RCU_POINTER_INITIALIZER(p, v) .p = (v)
#define init_rcu_head(head) do { } while (0)
#define destroy_rcu_head(head) do { } while (0)
#if LINUX_SINCE(3, 0)
#define kfree_rcu(ptr, member) do { typeof(ptr) __gone = (ptr); if (__gone) __kfree_rcu(&__gone->member, (void *)__gone); } while (0)
#endif
#if LINUX_SINCE(5, 5)
#define rcu_replace_pointer(p, v, c) ({ typeof(p) __old = (p); rcu_assign_pointer(p, v); __old; })
#endif
#if !LINUX_SINCE(5, 1)
#define rcu_read_lock_sched() rcu_read_lock()
#define rcu_read_unlock_sched() rcu_read_unlock()
#else
#define rcu_read_lock_sched() preempt_disable()
#define rcu_read_unlock_sched() preempt_enable()
#endif
#if LINUX_SINCE(6, 5)
#include <linux/cleanup.h>
DEFINE_LOCK_GUARD_0(rcu, rcu_read_lock(), rcu_read_unlock())
#endif
`;

export const LOCKS: Readonly<Record<string, string>> = {
  'linux/spinlock_types.h': spinlockTypes,
  'linux/spinlock.h': spinlock,
  'linux/rwlock.h': '#include <linux/spinlock.h>\n',
  'asm/spinlock.h': '#include <linux/spinlock.h>\n',
  'linux/lockdep.h': '#include <linux/spinlock.h>\n',
  'linux/irqflags.h': irqflags,
  'linux/bottom_half.h': '#include <linux/types.h>\n',
  'linux/preempt.h': preempt,
  'linux/hardirq.h': '#include <linux/preempt.h>\n#include <linux/irqflags.h>\n',
  'asm/hardirq.h': '#include <linux/hardirq.h>\n',
  'asm/barrier.h': barrier,
  'asm/system.h': '#include <asm/barrier.h>\n#include <linux/irqflags.h>\n',
  'linux/atomic.h': atomic,
  'asm/atomic.h': '#include <linux/atomic.h>\n',
  'linux/mutex.h': mutex,
  'linux/semaphore.h': semaphore,
  'asm/semaphore.h': '#include <linux/semaphore.h>\n',
  'linux/rwsem.h': rwsem,
  'linux/rcupdate.h': rcupdate,
  'linux/rcupdate_wait.h': '#include <linux/rcupdate.h>\n',
};
