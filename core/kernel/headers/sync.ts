/**
 * Locks, atomics, waiting, work, timers, threads, tasks. What Linux has as macros over functions is so here too, with the
 * rows of the table beneath. Layouts as on one processor with room for lock words; lock debugging is off.
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

const wait = String.raw`
#include <linux/list.h>
#include <linux/stddef.h>
#include <linux/spinlock.h>
#include <asm/current.h>
struct wait_queue_entry;
typedef int (*wait_queue_func_t)(struct wait_queue_entry *wq_entry, unsigned int mode, int flags, void *key);
struct wait_queue_entry {
	unsigned int flags;
	void *private;
	wait_queue_func_t func;
#if LINUX_SINCE(4, 13)
	struct list_head entry;
#else
	struct list_head task_list;
#endif
};
struct wait_queue_head {
	spinlock_t lock;
#if LINUX_SINCE(4, 13)
	struct list_head head;
#else
	struct list_head task_list;
#endif
};
typedef struct wait_queue_head wait_queue_head_t;
#if LINUX_SINCE(4, 13)
typedef struct wait_queue_entry wait_queue_entry_t;
#define __WAIT_QUEUE_HEAD_INITIALIZER(name) { .lock = { { 0 } }, .head = { &(name).head, &(name).head } }
#define init_waitqueue_head(wq) do { spin_lock_init(&(wq)->lock); INIT_LIST_HEAD(&(wq)->head); } while (0)
#define DEFINE_WAIT_FUNC(name, function) struct wait_queue_entry name = { .private = current, .func = function, .entry = LIST_HEAD_INIT((name).entry) }
#define init_wait(wait) do { (wait)->private = current; (wait)->func = autoremove_wake_function; (wait)->flags = 0; INIT_LIST_HEAD(&(wait)->entry); } while (0)
#else
typedef struct wait_queue_entry wait_queue_t;
#define __WAIT_QUEUE_HEAD_INITIALIZER(name) { .lock = { { 0 } }, .task_list = { &(name).task_list, &(name).task_list } }
#define init_waitqueue_head(wq) do { spin_lock_init(&(wq)->lock); INIT_LIST_HEAD(&(wq)->task_list); } while (0)
#define DEFINE_WAIT_FUNC(name, function) struct wait_queue_entry name = { .private = current, .func = function, .task_list = LIST_HEAD_INIT((name).task_list) }
#define init_wait(wait) do { (wait)->private = current; (wait)->func = autoremove_wake_function; (wait)->flags = 0; INIT_LIST_HEAD(&(wait)->task_list); } while (0)
#endif
#define DEFINE_WAIT(name) DEFINE_WAIT_FUNC(name, autoremove_wake_function)
#define DECLARE_WAITQUEUE(name, task) struct wait_queue_entry name = { .private = task, .func = default_wake_function }
#define DECLARE_WAIT_QUEUE_HEAD(name) struct wait_queue_head name = __WAIT_QUEUE_HEAD_INITIALIZER(name)
#define DECLARE_WAIT_QUEUE_HEAD_ONSTACK(name) struct wait_queue_head name = __WAIT_QUEUE_HEAD_INITIALIZER(name)
#define init_waitqueue_entry(wq_entry, task) do { (wq_entry)->flags = 0; (wq_entry)->private = (task); (wq_entry)->func = default_wake_function; } while (0)
#define WQ_FLAG_EXCLUSIVE 1
#define TASK_RUNNING 0
#define TASK_INTERRUPTIBLE 1
#define TASK_UNINTERRUPTIBLE 2
#define TASK_KILLABLE 0x102
#define TASK_NORMAL 3
#define MAX_SCHEDULE_TIMEOUT ((long)(~0UL >> 1))
/*PROTOTYPES*/
#define wake_up(x) __wake_up(x, TASK_NORMAL, 1, NULL)
#define wake_up_nr(x, nr) __wake_up(x, TASK_NORMAL, nr, NULL)
#define wake_up_all(x) __wake_up(x, TASK_NORMAL, 0, NULL)
#define wake_up_locked(x) __wake_up(x, TASK_NORMAL, 1, NULL)
#define wake_up_interruptible(x) __wake_up(x, TASK_INTERRUPTIBLE, 1, NULL)
#define wake_up_interruptible_nr(x, nr) __wake_up(x, TASK_INTERRUPTIBLE, nr, NULL)
#define wake_up_interruptible_all(x) __wake_up(x, TASK_INTERRUPTIBLE, 0, NULL)
#define wake_up_interruptible_sync(x) __wake_up(x, TASK_INTERRUPTIBLE, 1, NULL)
#define wake_up_poll(x, m) __wake_up(x, TASK_NORMAL, 1, (void *)(uintptr_t)(m))
#define wq_has_sleeper(wq) waitqueue_active(wq)
#define __wait_until(wq, done, state, prepare, result, sleep) ({ long __end = (result); DEFINE_WAIT(__wait); for (;;) { long __signal = prepare(&(wq), &__wait, state); if (done) break; if (__signal && ((state) & TASK_INTERRUPTIBLE)) { __end = __signal; break; } sleep; } finish_wait(&(wq), &__wait); __end; })
#define __wait_plain(wq, condition, state) __wait_until(wq, condition, state, prepare_to_wait_event, 0, schedule())
#define __done_or_late(condition, left) ({ bool __done = (condition); if (__done && !left) left = 1; __done || !left; })
#define __wait_limited(wq, condition, state, timeout) ({ long __left = (timeout); long __broken = 0; if (!__done_or_late(condition, __left)) __broken = __wait_until(wq, __done_or_late(condition, __left), state, prepare_to_wait_event, 0, __left = schedule_timeout(__left)); __broken ? __broken : __left; })
#define wait_event(wq, condition) do { if (!(condition)) (void)__wait_plain(wq, condition, TASK_UNINTERRUPTIBLE); } while (0)
#define wait_event_timeout(wq, condition, timeout) __wait_limited(wq, condition, TASK_UNINTERRUPTIBLE, timeout)
#define wait_event_interruptible(wq, condition) ({ int __ret = 0; if (!(condition)) __ret = (int)__wait_plain(wq, condition, TASK_INTERRUPTIBLE); __ret; })
#define wait_event_interruptible_timeout(wq, condition, timeout) __wait_limited(wq, condition, TASK_INTERRUPTIBLE, timeout)
#define wait_event_killable(wq, condition) wait_event_interruptible(wq, condition)
#define wait_event_freezable(wq, condition) wait_event_interruptible(wq, condition)
#define wait_event_freezable_timeout(wq, condition, timeout) wait_event_interruptible_timeout(wq, condition, timeout)
#define wait_event_interruptible_exclusive(wq, condition) wait_event_interruptible(wq, condition)
#define wait_event_cmd(wq, condition, before, behind) do { if (!(condition)) (void)__wait_until(wq, condition, TASK_UNINTERRUPTIBLE, prepare_to_wait_event, 0, before; schedule(); behind); } while (0)
#define wait_event_lock_irq(wq, condition, lock) do { if (!(condition)) (void)__wait_until(wq, condition, TASK_UNINTERRUPTIBLE, prepare_to_wait_event, 0, spin_unlock_irq(&lock); schedule(); spin_lock_irq(&lock)); } while (0)
#include <linux/sched.h>
`;

const completion = String.raw`
#include <linux/wait.h>
struct completion {
	unsigned int done;
	struct wait_queue_head wait;
};
#define COMPLETION_INITIALIZER(work) { 0, __WAIT_QUEUE_HEAD_INITIALIZER((work).wait) }
#define COMPLETION_INITIALIZER_ONSTACK(work) COMPLETION_INITIALIZER(work)
#define DECLARE_COMPLETION(work) struct completion work = COMPLETION_INITIALIZER(work)
#define DECLARE_COMPLETION_ONSTACK(work) struct completion work = COMPLETION_INITIALIZER(work)
#if !LINUX_SINCE(3, 13)
#define INIT_COMPLETION(x) ((x).done = 0)
#endif
`;

const sched = String.raw`
#include <linux/types.h>
#include <linux/wait.h>
#include <linux/param.h>
#include <linux/jiffies.h>
#include <linux/errno.h>
#include <linux/signal.h>
#include <linux/pid.h>
#include <asm/current.h>
#include <asm/processor.h>
#if !LINUX_SINCE(4, 11)
#include <linux/kernel.h>
#include <linux/mm_types.h>
#include <linux/time.h>
#include <linux/semaphore.h>
#include <linux/completion.h>
#endif
#define TASK_COMM_LEN 16
struct mm_struct;
struct task_struct {
#if LINUX_SINCE(5, 14)
	unsigned int __state;
#else
	volatile long state;
#endif
	void *stack;
	unsigned int flags;
	int prio;
	struct mm_struct *mm;
	pid_t pid;
	pid_t tgid;
	char comm[TASK_COMM_LEN];
	void *__private[8];
};
#define PF_KTHREAD 0x00200000
#define PF_NOFREEZE 0x00008000
#define SCHED_NORMAL 0
#define SCHED_FIFO 1
#define SCHED_RR 2
/*PROTOTYPES*/
#define set_current_state(value) __set_task_state(value)
#define __set_current_state(value) __set_task_state(value)
#if !LINUX_SINCE(4, 11)
#define set_task_state(task, value) __set_task_state(value)
#endif
#if LINUX_SINCE(5, 14)
#define task_is_running(task) ((task)->__state == TASK_RUNNING)
#else
#define task_is_running(task) ((task)->state == TASK_RUNNING)
#endif
#define cond_resched() _cond_resched()
#define task_pid_nr(task) ((task)->pid)
#define task_pid_vnr(task) ((task)->pid)
#define task_tgid_nr(task) ((task)->tgid)
#define fatal_signal_pending(task) signal_pending(task)
/* Nobody can send a kernel thread a signal here. */
#define allow_signal(sig) ((void)(sig))
#define disallow_signal(sig) ((void)(sig))
#define flush_signals(task) ((void)(task))
#define set_user_nice(task, nice) do { } while (0)
#define try_to_freeze() 0
#define set_freezable() 0
#define might_sleep() do { } while (0)
`;

const current = String.raw`
#define current get_current()
`;

const jiffies = String.raw`
#include <linux/types.h>
#include <linux/param.h>
#include <linux/typecheck.h>
#include <linux/limits.h>
/*PROTOTYPES*/
#define jiffies __jiffies()
#define jiffies_64 get_jiffies_64()
#define INITIAL_JIFFIES ((unsigned long)(unsigned int)(-300 * HZ))
#define time_after(a, b) (typecheck(unsigned long, a) && typecheck(unsigned long, b) && ((long)((b) - (a)) < 0))
#define time_before(a, b) time_after(b, a)
#define time_after_eq(a, b) (typecheck(unsigned long, a) && typecheck(unsigned long, b) && ((long)((a) - (b)) >= 0))
#define time_before_eq(a, b) time_after_eq(b, a)
#define time_in_range(a, b, c) (time_after_eq(a, b) && time_before_eq(a, c))
#define time_is_before_jiffies(a) time_after(jiffies, a)
#define time_is_after_jiffies(a) time_before(jiffies, a)
#define MAX_JIFFY_OFFSET ((LONG_MAX >> 1) - 1)
#define secs_to_jiffies(s) ((s) * HZ)
`;

const param = String.raw`
#define HZ CONFIG_HZ
#define USER_HZ 100
#define CLOCKS_PER_SEC USER_HZ
`;

const timer = String.raw`
#include <linux/list.h>
#include <linux/jiffies.h>
#include <linux/stddef.h>
#include <linux/stringify.h>
struct timer_list {
#if LINUX_SINCE(4, 15)
	struct hlist_node entry;
	unsigned long expires;
	void (*function)(struct timer_list *timer);
	u32 flags;
#elif LINUX_SINCE(4, 2)
	struct hlist_node entry;
	unsigned long expires;
	void (*function)(unsigned long data);
	unsigned long data;
	u32 flags;
#elif LINUX_SINCE(3, 0)
	struct list_head entry;
	unsigned long expires;
	void *base;
	void (*function)(unsigned long data);
	unsigned long data;
	int slack;
#else
	struct list_head entry;
	unsigned long expires;
	void (*function)(unsigned long data);
	unsigned long data;
	void *base;
#endif
};
#if LINUX_SINCE(4, 15)
#define TIMER_INITIALIZER(fn, timerFlags) { .function = (fn), .flags = (timerFlags) }
#define DEFINE_TIMER(name, fn) struct timer_list name = TIMER_INITIALIZER(fn, 0)
#else
#define TIMER_INITIALIZER(fn, when, value) { .function = (fn), .expires = (when), .data = (value) }
#define DEFINE_TIMER(name, fn, when, value) struct timer_list name = TIMER_INITIALIZER(fn, when, value)
#endif
#if LINUX_SINCE(4, 14)
#define from_timer(var, callback_timer, timer_fieldname) container_of(callback_timer, typeof(*var), timer_fieldname)
#endif
#define TIMER_DEFERRABLE 0x00080000
#define TIMER_PINNED 0x00100000
#define TIMER_IRQSAFE 0x00200000
`;

const workqueue = String.raw`
#include <linux/timer.h>
#include <linux/linkage.h>
#include <linux/bitops.h>
#include <linux/atomic.h>
struct workqueue_struct;
struct work_struct;
typedef void (*work_func_t)(struct work_struct *work);
struct work_struct {
	atomic_long_t data;
	struct list_head entry;
	work_func_t func;
};
struct delayed_work {
	struct work_struct work;
	struct timer_list timer;
	struct workqueue_struct *wq;
	int cpu;
};
struct workqueue_struct {
	char name[24];
	unsigned int flags;
	int max_active;
};
#define WQ_UNBOUND 2
#define WQ_FREEZABLE 4
#define WQ_MEM_RECLAIM 8
#define WQ_HIGHPRI 16
#define WQ_CPU_INTENSIVE 32
/*PROTOTYPES*/
#define system_wq __system_wq()
#define system_long_wq __system_wq()
#define system_unbound_wq __system_wq()
#define system_highpri_wq __system_wq()
#if LINUX_SINCE(4, 15)
#define __DELAYED_TIMER_INITIALIZER { .function = delayed_work_timer_fn }
#else
#define __DELAYED_TIMER_INITIALIZER { .function = (void (*)(unsigned long))delayed_work_timer_fn }
#endif
#define __WORK_INITIALIZER(n, f) { .data = { 0 }, .entry = { &(n).entry, &(n).entry }, .func = (f) }
#define DECLARE_WORK(n, f) struct work_struct n = __WORK_INITIALIZER(n, f)
#define DECLARE_DELAYED_WORK(n, f) struct delayed_work n = { .work = __WORK_INITIALIZER((n).work, f), .timer = __DELAYED_TIMER_INITIALIZER }
#define INIT_WORK(item, f) do { (item)->data.counter = 0; INIT_LIST_HEAD(&(item)->entry); (item)->func = (f); } while (0)
#if !LINUX_SINCE(3, 15)
#define PREPARE_WORK(item, f) ((item)->func = (f))
#endif
#define INIT_WORK_ONSTACK(item, f) INIT_WORK(item, f)
#define INIT_DELAYED_WORK(item, f) do { INIT_WORK(&(item)->work, f); __init_delayed_timer(item); } while (0)
#define INIT_DEFERRABLE_WORK(item, f) INIT_DELAYED_WORK(item, f)
#define __init_delayed_timer(item) do { (item)->timer = (struct timer_list)__DELAYED_TIMER_INITIALIZER; } while (0)
#define to_delayed_work(item) container_of(item, struct delayed_work, work)
#define work_pending(item) (((item)->data.counter & 1) != 0)
#define delayed_work_pending(item) work_pending(&(item)->work)
#define create_freezable_workqueue(name) create_workqueue(name)
#define destroy_work_on_stack(item) do { } while (0)
`;

const interrupt = String.raw`
#include <linux/kernel.h>
#include <linux/bitops.h>
#include <linux/irqreturn.h>
#include <linux/irqflags.h>
#include <linux/spinlock.h>
#include <linux/atomic.h>
#define IRQF_TRIGGER_NONE 0x00000000
#define IRQF_TRIGGER_RISING 0x00000001
#define IRQF_TRIGGER_FALLING 0x00000002
#define IRQF_TRIGGER_HIGH 0x00000004
#define IRQF_TRIGGER_LOW 0x00000008
#define IRQF_TRIGGER_MASK (IRQF_TRIGGER_HIGH | IRQF_TRIGGER_LOW | IRQF_TRIGGER_RISING | IRQF_TRIGGER_FALLING)
#define IRQF_SHARED 0x00000080
#define IRQF_PROBE_SHARED 0x00000100
#define IRQF_PERCPU 0x00000400
#define IRQF_NOBALANCING 0x00000800
#define IRQF_ONESHOT 0x00002000
#define IRQF_NO_SUSPEND 0x00004000
#define IRQF_NO_THREAD 0x00010000
#define IRQF_NO_AUTOEN 0x00080000
#if !LINUX_SINCE(4, 1)
#define IRQF_DISABLED 0x00000020
#endif
#if !LINUX_SINCE(3, 0)
#define SA_INTERRUPT IRQF_DISABLED
#define SA_SHIRQ IRQF_SHARED
#define SA_TRIGGER_HIGH IRQF_TRIGGER_HIGH
#define SA_TRIGGER_RISING IRQF_TRIGGER_RISING
#endif
typedef irqreturn_t (*irq_handler_t)(int irq, void *dev_id);
struct tasklet_struct {
	struct tasklet_struct *next;
	unsigned long state;
	atomic_t count;
#if LINUX_SINCE(5, 9)
	bool use_callback;
	union {
		void (*func)(unsigned long data);
		void (*callback)(struct tasklet_struct *t);
	};
#else
	void (*func)(unsigned long data);
#endif
	unsigned long data;
};
#if LINUX_SINCE(5, 9)
#define DECLARE_TASKLET(name, handler) struct tasklet_struct name = { .count = ATOMIC_INIT(0), .callback = handler, .use_callback = true }
#define DECLARE_TASKLET_DISABLED(name, handler) struct tasklet_struct name = { .count = ATOMIC_INIT(1), .callback = handler, .use_callback = true }
#define DECLARE_TASKLET_OLD(name, handler) struct tasklet_struct name = { .count = ATOMIC_INIT(0), .func = handler }
#define from_tasklet(var, callback_tasklet, tasklet_fieldname) container_of(callback_tasklet, typeof(*var), tasklet_fieldname)
#else
#define DECLARE_TASKLET(name, handler, value) struct tasklet_struct name = { NULL, 0, ATOMIC_INIT(0), handler, value }
#define DECLARE_TASKLET_DISABLED(name, handler, value) struct tasklet_struct name = { NULL, 0, ATOMIC_INIT(1), handler, value }
#endif
enum { TASKLET_STATE_SCHED, TASKLET_STATE_RUN };
enum { HI_SOFTIRQ, TIMER_SOFTIRQ, NET_TX_SOFTIRQ, NET_RX_SOFTIRQ, BLOCK_SOFTIRQ, IRQ_POLL_SOFTIRQ, TASKLET_SOFTIRQ, SCHED_SOFTIRQ, HRTIMER_SOFTIRQ, RCU_SOFTIRQ, NR_SOFTIRQS };
struct device;
/* What else comes with it. */
#if LINUX_SINCE(6, 0)
#include <linux/io.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/kobject.h>
#include <linux/mutex.h>
#include <linux/irq.h>
#endif
`;

const irqreturn = String.raw`
#include <linux/types.h>
#if LINUX_SINCE(3, 0)
enum irqreturn { IRQ_NONE = 0, IRQ_HANDLED = 1, IRQ_WAKE_THREAD = 2 };
typedef enum irqreturn irqreturn_t;
#else
typedef int irqreturn_t;
#define IRQ_NONE 0
#define IRQ_HANDLED 1
#endif
#define IRQ_RETVAL(x) ((x) ? IRQ_HANDLED : IRQ_NONE)
`;

const irq = String.raw`
#include <linux/spinlock.h>
#include <linux/irqreturn.h>
#include <linux/errno.h>
#include <asm/irq.h>
#include <asm/ptrace.h>
enum { IRQ_TYPE_NONE = 0, IRQ_TYPE_EDGE_RISING = 1, IRQ_TYPE_EDGE_FALLING = 2, IRQ_TYPE_EDGE_BOTH = 3, IRQ_TYPE_LEVEL_HIGH = 4, IRQ_TYPE_LEVEL_LOW = 8, IRQ_TYPE_SENSE_MASK = 15 };
struct irq_data { u32 mask; unsigned int irq; unsigned long hwirq; };
`;

const kthread = String.raw`
#include <linux/err.h>
#include <linux/sched.h>
/*PROTOTYPES*/
#define kthread_create(threadfn, data, namefmt, arg...) kthread_create_on_node(threadfn, data, -1, namefmt, ##arg)
#define kthread_run(threadfn, data, namefmt, arg...) ({ struct task_struct *__created = kthread_create(threadfn, data, namefmt, ##arg); if (!IS_ERR(__created)) wake_up_process(__created); __created; })
#define kthread_freezable_should_stop(frozen) kthread_should_stop()
`;

const signal = String.raw`
#include <linux/types.h>
#define SIGHUP 1
#define SIGINT 2
#define SIGQUIT 3
#define SIGKILL 9
#define SIGUSR1 10
#define SIGSEGV 11
#define SIGUSR2 12
#define SIGALRM 14
#define SIGTERM 15
#define SIGCHLD 17
#define SIGCONT 18
#define SIGSTOP 19
#define SIGIO 29
#define SIGPOLL SIGIO
#define SI_QUEUE -1
#define SI_KERNEL 0x80
#define POLL_IN 1
#define POLL_OUT 2
#define POLL_ERR 4
`;

const time = String.raw`
#include <linux/types.h>
#include <linux/math64.h>
#define NSEC_PER_SEC 1000000000L
#define NSEC_PER_MSEC 1000000L
#define NSEC_PER_USEC 1000L
#define USEC_PER_SEC 1000000L
#define USEC_PER_MSEC 1000L
#define MSEC_PER_SEC 1000L
struct timespec64 { time64_t tv_sec; long tv_nsec; };
#if !LINUX_SINCE(5, 6)
struct timespec { long tv_sec; long tv_nsec; };
struct timeval { long tv_sec; long tv_usec; };
#endif
`;

const ktime = String.raw`
#include <linux/time.h>
#include <linux/jiffies.h>
typedef s64 ktime_t;
#define __ktime(kt) (kt)
#define ns_to_ktime(ns) ((ktime_t)(ns))
#define ktime_to_ns(kt) __ktime(kt)
#define ktime_set(secs, nsecs) ns_to_ktime((s64)(secs) * 1000000000LL + (nsecs))
#define ms_to_ktime(ms) ns_to_ktime((s64)(ms) * 1000000LL)
#define us_to_ktime(us) ns_to_ktime((s64)(us) * 1000LL)
#define ktime_sub(a, b) ns_to_ktime(__ktime(a) - __ktime(b))
#define ktime_add(a, b) ns_to_ktime(__ktime(a) + __ktime(b))
#define ktime_add_ns(kt, ns) ns_to_ktime(__ktime(kt) + (ns))
#define ktime_add_us(kt, us) ns_to_ktime(__ktime(kt) + (s64)(us) * 1000)
#define ktime_add_ms(kt, ms) ns_to_ktime(__ktime(kt) + (s64)(ms) * 1000000)
#define ktime_to_us(kt) (__ktime(kt) / 1000)
#define ktime_to_ms(kt) (__ktime(kt) / 1000000)
#define ktime_us_delta(later, earlier) ktime_to_us(ktime_sub(later, earlier))
#define ktime_ms_delta(later, earlier) ktime_to_ms(ktime_sub(later, earlier))
#define ktime_compare(a, b) (__ktime(a) < __ktime(b) ? -1 : __ktime(a) > __ktime(b))
#define ktime_after(a, b) (__ktime(a) > __ktime(b))
#define ktime_before(a, b) (__ktime(a) < __ktime(b))
#include <linux/timekeeping.h>
#if LINUX_SINCE(3, 19)
#define ktime_get_seconds() ((time64_t)div_s64(ktime_to_ns(ktime_get()), 1000000000))
#define ktime_get_real_seconds() ((time64_t)div_s64(ktime_to_ns(ktime_get_real()), 1000000000))
#define ktime_get_boottime_seconds() ((time64_t)div_s64(ktime_to_ns(ktime_get_boottime()), 1000000000))
#endif
`;

const hrtimer = String.raw`
#include <linux/ktime.h>
#include <linux/rbtree_types.h>
enum hrtimer_mode { HRTIMER_MODE_ABS = 0, HRTIMER_MODE_REL = 1 };
enum hrtimer_restart { HRTIMER_NORESTART, HRTIMER_RESTART };
#define CLOCK_REALTIME 0
#define CLOCK_MONOTONIC 1
struct hrtimer {
	struct rb_node node;
	ktime_t _softexpires;
	enum hrtimer_restart (*function)(struct hrtimer *timer);
	void *__private[2];
};
`;

const percpu = String.raw`
#include <linux/types.h>
#include <linux/compiler.h>
#define DEFINE_PER_CPU(type, name) type name
#define DECLARE_PER_CPU(type, name) extern type name
#define this_cpu_ptr(ptr) (ptr)
#define per_cpu_ptr(ptr, cpu) (ptr)
#define per_cpu(var, cpu) (var)
#define get_cpu_var(var) (var)
#define put_cpu_var(var) do { } while (0)
#define this_cpu_inc(var) ((var)++)
#define this_cpu_add(var, n) ((var) += (n))
#define this_cpu_sub(var, n) ((var) -= (n))
#define this_cpu_dec(var) ((var)--)
#define this_cpu_read(var) (var)
#define this_cpu_write(var, value) ((var) = (value))
#define this_cpu_inc_return(var) (++(var))
#define __this_cpu_inc(var) ((var)++)
#define __this_cpu_read(var) (var)
#define __this_cpu_write(var, value) ((var) = (value))
#define raw_cpu_ptr(ptr) (ptr)
#define get_cpu_ptr(ptr) (ptr)
#define put_cpu_ptr(ptr) ((void)(ptr))
#define for_each_possible_cpu(cpu) for ((cpu) = 0; (cpu) < 1; (cpu)++)
#define for_each_online_cpu(cpu) for ((cpu) = 0; (cpu) < 1; (cpu)++)
`;

const delay = String.raw`
#include <linux/types.h>
/*PROTOTYPES*/
#define ssleep(seconds) msleep((seconds) * 1000)
#define ndelay(ns) udelay(((ns) + 999) / 1000)
#if LINUX_SINCE(5, 8)
#define fsleep(usecs) do { if ((usecs) <= 10) udelay(usecs); else if ((usecs) <= 20000) usleep_range(usecs, 2 * (usecs)); else msleep(((usecs) + 999) / 1000); } while (0)
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

const processor = String.raw`
#define cpu_relax() barrier()
#define smp_processor_id() 0
#define raw_smp_processor_id() 0
`;

export const SYNC: Readonly<Record<string, string>> = {
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
  'linux/wait.h': wait,
  'linux/completion.h': completion,
  'linux/sched.h': sched,
  'linux/sched/signal.h': '#include <linux/sched.h>\n',
  'linux/sched/task.h': '#include <linux/sched.h>\n',
  'linux/sched/mm.h': '#include <linux/sched.h>\n',
  'linux/sched/types.h': '#include <linux/sched.h>\n',
  'uapi/linux/sched/types.h': '#include <linux/sched.h>\n',
  'linux/pid.h': '#include <linux/types.h>\nstruct pid { int nr; };\n',
  'linux/freezer.h': '#include <linux/sched.h>\n',
  'asm/current.h': current,
  'asm/processor.h': processor,
  'linux/smp.h': '#include <asm/processor.h>\n#define get_cpu() 0\n#define put_cpu() do { } while (0)\n#define num_online_cpus() 1\n#define num_possible_cpus() 1\n#define nr_cpu_ids 1\n#define cpu_online(cpu) ((cpu) == 0)\n#define cpu_possible(cpu) ((cpu) == 0)\n#define on_each_cpu(func, info, wait) ({ (func)(info); 0; })\n',
  'linux/cpumask.h': '#include <linux/smp.h>\n',
  'linux/param.h': param,
  'asm/param.h': '#include <linux/param.h>\n',
  'linux/jiffies.h': jiffies,
  'linux/timer.h': timer,
  'linux/workqueue.h': workqueue,
  'linux/interrupt.h': interrupt,
  'linux/irqreturn.h': irqreturn,
  'linux/irq.h': irq,
  'linux/irqdomain.h': '#include <linux/irq.h>\n',
  'linux/irqchip.h': '#include <linux/irq.h>\n',
  'asm/irq.h': '#define NR_IRQS 1024\n#define NO_IRQ 0\n',
  'asm/ptrace.h': 'struct pt_regs {\n\tunsigned long uregs[18];\n};\n',
  'linux/kthread.h': kthread,
  'linux/signal.h': signal,
  'linux/sched/clock.h': '#include <linux/types.h>\n',
  'linux/time.h': time,
  'linux/time64.h': '#include <linux/time.h>\n',
  'linux/timex.h': '#include <linux/time.h>\n',
  'linux/ktime.h': ktime,
  'linux/timekeeping.h': '#include <linux/ktime.h>\n',
  'linux/hrtimer.h': hrtimer,
  'linux/percpu.h': percpu,
  'linux/cpu.h': '#include <linux/percpu.h>\n',
  'linux/delay.h': delay,
  'asm/delay.h': '#include <linux/delay.h>\n',
  'linux/rcupdate.h': rcupdate,
  'linux/rcupdate_wait.h': '#include <linux/rcupdate.h>\n',
};
