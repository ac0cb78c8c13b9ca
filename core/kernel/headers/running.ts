/**
 * More of locks, counters, waiting, time and workers, appended to the headers that have the rest. Worker threads are C of our
 * own on kthreads. One processor: variables per processor are plain, orders of memory are names only.
 */
/** Every strength of order is the same on one processor. */
const ordered = ['add_return', 'sub_return', 'inc_return', 'dec_return', 'fetch_add', 'fetch_sub', 'fetch_or', 'fetch_and', 'fetch_andnot', 'fetch_xor', 'fetch_inc', 'fetch_dec', 'cmpxchg', 'xchg']
  .flatMap((name) => ['relaxed', 'acquire', 'release'].map((order) => `#define atomic_${name}_${order} atomic_${name}\n`))
  .join('');

const atomic = String.raw`
#if LINUX_SINCE(4, 8)
#define atomic_fetch_inc(v) atomic_fetch_add(1, v)
#define atomic_fetch_dec(v) atomic_fetch_sub(1, v)
static inline int __atomic_swap_bits(atomic_t *v, int keep, int flip)
{
	int old;

	do {
		old = atomic_read(v);
	} while (atomic_cmpxchg(v, old, (old & keep) ^ flip) != old);
	return old;
}
#define atomic_fetch_xor(i, v) __atomic_swap_bits(v, ~0, i)
#define atomic_fetch_andnot(i, v) __atomic_swap_bits(v, ~(i), 0)
${ordered}#endif
#if LINUX_SINCE(4, 18)
static inline int atomic_fetch_add_unless(atomic_t *v, int a, int u)
{
	int old;

	do {
		old = atomic_read(v);
	} while (old != u && atomic_cmpxchg(v, old, old + a) != old);
	return old;
}
#endif
#if LINUX_SINCE(3, 14)
#define atomic_read_acquire(v) atomic_read(v)
#define atomic_set_release(v, i) atomic_set(v, i)
#endif
#if LINUX_SINCE(4, 20)
#define atomic_try_cmpxchg(v, pold, new) ({ int *__pold = (pold); int __wanted = *__pold, __was = atomic_cmpxchg(v, __wanted, new); if (__was != __wanted) *__pold = __was; __was == __wanted; })
#endif
#define atomic_long_add_return(i, v) atomic_add_return(i, v)
#define atomic_long_sub_return(i, v) atomic_sub_return(i, v)
#define atomic_long_dec_return(v) atomic_dec_return(v)
#define atomic_long_inc_not_zero(v) atomic_inc_not_zero(v)
#define atomic_long_cmpxchg(v, old, new) atomic_cmpxchg(v, old, new)
#define atomic_long_xchg(v, new) atomic_xchg(v, new)
`;

const kref = String.raw`
#if LINUX_SINCE(3, 8)
static inline int kref_get_unless_zero(struct kref *kref)
{
	return atomic_add_unless(&kref->refcount.refs, 1, 0);
}
#endif
#include <linux/mutex.h>
#include <linux/spinlock.h>
static inline int kref_put_mutex(struct kref *kref, void (*release)(struct kref *kref), struct mutex *lock)
{
	if (atomic_add_unless(&kref->refcount.refs, -1, 1))
		return 0;
	mutex_lock(lock);
	if (!atomic_dec_and_test(&kref->refcount.refs)) {
		mutex_unlock(lock);
		return 0;
	}
	release(kref);
	return 1;
}
static inline int kref_put_lock(struct kref *kref, void (*release)(struct kref *kref), spinlock_t *lock)
{
	if (atomic_add_unless(&kref->refcount.refs, -1, 1))
		return 0;
	spin_lock(lock);
	if (!atomic_dec_and_test(&kref->refcount.refs)) {
		spin_unlock(lock);
		return 0;
	}
	release(kref);
	return 1;
}
`;

const percpu = String.raw`
#include <linux/slab.h>
#define alloc_percpu(type) ((type *)kzalloc(sizeof(type), GFP_KERNEL))
#define alloc_percpu_gfp(type, gfp) ((type *)kzalloc(sizeof(type), gfp))
#define free_percpu(ptr) kfree(ptr)
#define __this_cpu_add(var, n) ((var) += (n))
#define __this_cpu_sub(var, n) ((var) -= (n))
#define __this_cpu_dec(var) ((var)--)
#define this_cpu_add_return(var, n) ((var) += (n))
#define this_cpu_sub_return(var, n) ((var) -= (n))
#define this_cpu_dec_return(var) (--(var))
#define __this_cpu_inc_return(var) (++(var))
#define __this_cpu_dec_return(var) (--(var))
#define __this_cpu_add_return(var, n) ((var) += (n))
#define __this_cpu_sub_return(var, n) ((var) -= (n))
#define this_cpu_xchg(var, n) ({ typeof(var) __old = (var); (var) = (n); __old; })
`;

const wait = String.raw`
#define wait_event_idle(wq_head, condition) wait_event(wq_head, condition)
#define wake_up_interruptible_poll(x, m) wake_up_interruptible(x)
#define wake_up_poll(x, m) wake_up(x)
#define wait_event_interruptible_lock_irq(wq_head, condition, lock) \
({ \
	int __failed = 0; \
	while (!__failed && !(condition)) { \
		spin_unlock_irq(&lock); \
		__failed = wait_event_interruptible(wq_head, condition); \
		spin_lock_irq(&lock); \
	} \
	__failed; \
})
`;

const time = String.raw`
struct tm {
	int tm_sec;
	int tm_min;
	int tm_hour;
	int tm_mday;
	int tm_mon;
	long tm_year;
	int tm_wday;
	int tm_yday;
};
#if LINUX_SINCE(4, 8)
/* The civil calendar; days are counted from 1 March of the year 0. */
static inline void time64_to_tm(time64_t totalsecs, int offset, struct tm *result)
{
	static const short before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334 };
	long left, era, day, of_era, year;
	s64 secs = totalsecs + offset, days = div_s64(secs, 86400);
	bool leap;

	left = (long)(secs - days * 86400);
	if (left < 0) {
		left += 86400;
		days--;
	}
	result->tm_hour = left / 3600;
	result->tm_min = left % 3600 / 60;
	result->tm_sec = left % 60;
	day = (long)days;
	result->tm_wday = ((day + 4) % 7 + 7) % 7;
	day += 719468;
	era = (day >= 0 ? day : day - 146096) / 146097;
	of_era = day - era * 146097;
	year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	day = of_era - (365 * year + year / 4 - year / 100);
	result->tm_mon = (5 * day + 2) / 153;
	result->tm_mday = day - (153 * result->tm_mon + 2) / 5 + 1;
	result->tm_mon += result->tm_mon < 10 ? 2 : -10;
	year += era * 400 + (result->tm_mon <= 1);
	leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	result->tm_yday = before[result->tm_mon] + result->tm_mday - 1 + (leap && result->tm_mon > 1);
	result->tm_year = year - 1900;
}
#endif
static inline struct timespec64 ns_to_timespec64(s64 nsec)
{
	struct timespec64 ts = { div_s64(nsec, 1000000000), 0 };

	ts.tv_nsec = (long)(nsec - ts.tv_sec * 1000000000LL);
	if (ts.tv_nsec < 0) {
		ts.tv_sec--;
		ts.tv_nsec += 1000000000;
	}
	return ts;
}
#define timespec64_to_ns(ts) ((s64)(ts)->tv_sec * 1000000000LL + (ts)->tv_nsec)
#define timespec64_sub(a, b) ns_to_timespec64(timespec64_to_ns(&(a)) - timespec64_to_ns(&(b)))
#define timespec64_add(a, b) ns_to_timespec64(timespec64_to_ns(&(a)) + timespec64_to_ns(&(b)))
static inline int timespec64_compare(const struct timespec64 *a, const struct timespec64 *b)
{
	if (a->tv_sec != b->tv_sec)
		return a->tv_sec < b->tv_sec ? -1 : 1;
	return a->tv_nsec - b->tv_nsec;
}
static inline bool timespec64_equal(const struct timespec64 *a, const struct timespec64 *b)
{
	return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}
`;

const ktime = String.raw`
#define ktime_sub_ns(kt, nsval) ((kt) - (nsval))
#define ktime_sub_us(kt, usec) ((kt) - (usec) * 1000LL)
#define ktime_sub_ms(kt, msec) ((kt) - (msec) * 1000000LL)
#define ktime_to_timespec64(kt) ns_to_timespec64(kt)
#define timespec64_to_ktime(ts) ((ts).tv_sec * 1000000000LL + (ts).tv_nsec)
`;

const timekeeping = String.raw`
#if LINUX_SINCE(3, 17)
#define ktime_get_raw() ktime_get()
#define ktime_get_raw_ns() ktime_get_ns()
#define ktime_get_boottime_ns() ktime_get_ns()
#define ktime_get_coarse() ktime_get()
#define ktime_get_coarse_real_ts64(ts) ktime_get_real_ts64(ts)
#define ktime_get_raw_ts64(ts) ktime_get_ts64(ts)
#define ktime_get_boottime_ts64(ts) ktime_get_ts64(ts)
#endif
`;

const jiffies = String.raw`
#define time_is_before_eq_jiffies(a) time_after_eq(jiffies, a)
#define time_is_after_eq_jiffies(a) time_before_eq(jiffies, a)
#define nsecs_to_jiffies(n) ((unsigned long)div_u64(n, 1000000000 / HZ))
#define jiffies_to_nsecs(j) ((u64)(j) * (1000000000 / HZ))
#include <linux/math64.h>
`;

const timer = String.raw`
#define timer_setup_on_stack(timer, callback, flags) timer_setup(timer, callback, flags)
#define destroy_timer_on_stack(timer) ((void)(timer))
#define try_to_del_timer_sync(timer) del_timer(timer)
#define mod_timer_pending(timer, expires) (timer_pending(timer) ? mod_timer(timer, expires) : 0)
#if LINUX_SINCE(4, 16)
#define timer_reduce(timer, at) (timer_pending(timer) && time_before_eq((timer)->expires, (unsigned long)(at)) ? 1 : mod_timer(timer, at))
#endif
static inline unsigned long __round_jiffies(unsigned long j, bool up)
{
	unsigned long rest = j % HZ, to = rest < HZ / 4 && !up ? j - rest : j - rest + HZ;

	return time_is_after_jiffies(to) ? to : j;
}
#define round_jiffies(j) __round_jiffies(j, false)
#define round_jiffies_up(j) __round_jiffies(j, true)
#define round_jiffies_relative(j) (__round_jiffies((j) + jiffies, false) - jiffies)
`;

const hrtimer = String.raw`
#define hrtimer_start_range_ns(timer, tim, delta, mode) hrtimer_start(timer, tim, mode)
#define hrtimer_cb_get_time(timer) ((void)(timer), ktime_get())
#define hrtimer_is_queued(timer) hrtimer_active(timer)
`;

const interrupt = String.raw`
#define devm_request_any_context_irq(dev, irq, handler, flags, name, id) devm_request_irq(dev, irq, handler, flags, name, id)
#define request_any_context_irq(irq, handler, flags, name, id) request_irq(irq, handler, flags, name, id)
#define irq_set_affinity_hint(irq, m) ((void)(irq), (void)(m), 0)
#define irq_set_affinity_and_hint(irq, m) ((void)(irq), (void)(m), 0)
#define irq_update_affinity_hint(irq, m) ((void)(irq), (void)(m), 0)
#define irq_set_irq_wake(irq, on) ((void)(irq), (void)(on), 0)
#define enable_irq_wake(irq) irq_set_irq_wake(irq, 1)
#define disable_irq_wake(irq) irq_set_irq_wake(irq, 0)
`;

/** IRQ_NOAUTOEN is missing on purpose: the line would be switched on all the same. */
const irq = String.raw`
#define IRQ_DISABLE_UNLAZY (1 << 19)
#define IRQ_NOPROBE (1 << 10)
#define IRQ_NOREQUEST (1 << 11)
#define IRQ_NO_BALANCING (1 << 13)
#define irq_set_status_flags(irq, set) ((void)(irq), (void)(set))
#define irq_clear_status_flags(irq, clr) ((void)(irq), (void)(clr))
`;

const kthread = String.raw`
#include <linux/completion.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/list.h>
struct kthread_work;
typedef void (*kthread_work_func_t)(struct kthread_work *work);
enum { KTW_FREEZABLE = 1 };
struct kthread_worker {
	unsigned int flags;
	spinlock_t lock;
	struct list_head work_list;
	struct list_head delayed_work_list;
	struct task_struct *task;
	struct kthread_work *current_work;
};
struct kthread_work {
	struct list_head node;
	kthread_work_func_t func;
	struct kthread_worker *worker;
	int canceling;
};
#define DEFINE_KTHREAD_WORK(work, fn) struct kthread_work work = { .node = LIST_HEAD_INIT((work).node), .func = (fn) }
#define kthread_init_worker(w) do { memset((w), 0, sizeof(*(w))); spin_lock_init(&(w)->lock); INIT_LIST_HEAD(&(w)->work_list); INIT_LIST_HEAD(&(w)->delayed_work_list); } while (0)
#define kthread_init_work(w, fn) do { memset((w), 0, sizeof(*(w))); INIT_LIST_HEAD(&(w)->node); (w)->func = (fn); } while (0)
#ifdef __KERNEL__
static int __maybe_unused kthread_worker_fn(void *worker_ptr)
{
	struct kthread_worker *worker = worker_ptr;
	struct kthread_work *work;

	worker->task = current;
	for (;;) {
		set_current_state(TASK_INTERRUPTIBLE);
		if (kthread_should_stop()) {
			__set_current_state(TASK_RUNNING);
			return 0;
		}
		work = NULL;
		spin_lock_irq(&worker->lock);
		if (!list_empty(&worker->work_list)) {
			work = list_first_entry(&worker->work_list, struct kthread_work, node);
			list_del_init(&work->node);
		}
		worker->current_work = work;
		spin_unlock_irq(&worker->lock);
		if (work) {
			__set_current_state(TASK_RUNNING);
			work->func(work);
			worker->current_work = NULL;
		} else {
			schedule();
		}
	}
}
static inline struct kthread_worker *__kthread_started_worker(struct task_struct *task, struct kthread_worker *worker)
{
	if (IS_ERR(task)) {
		kfree(worker);
		return ERR_CAST(task);
	}
	worker->task = task;
	wake_up_process(task);
	return worker;
}
#define kthread_create_worker(_flags, namefmt, arg...) ({ \
	struct kthread_worker *__worker = kzalloc(sizeof(*__worker), GFP_KERNEL); \
	if (__worker) { \
		kthread_init_worker(__worker); \
		__worker->flags = (_flags); \
		__worker = __kthread_started_worker(kthread_create(kthread_worker_fn, __worker, namefmt, ##arg), __worker); \
	} else { \
		__worker = ERR_PTR(-ENOMEM); \
	} \
	__worker; \
})
static inline bool kthread_queue_work(struct kthread_worker *worker, struct kthread_work *work)
{
	unsigned long flags;
	bool queued = false;

	spin_lock_irqsave(&worker->lock, flags);
	if (list_empty(&work->node) && !work->canceling) {
		list_add_tail(&work->node, &worker->work_list);
		work->worker = worker;
		queued = true;
	}
	spin_unlock_irqrestore(&worker->lock, flags);
	if (queued && worker->task)
		wake_up_process(worker->task);
	return queued;
}
struct __kthread_flush {
	struct kthread_work work;
	struct completion done;
};
static inline void __kthread_flushed(struct kthread_work *work)
{
	complete(&container_of(work, struct __kthread_flush, work)->done);
}
static inline void kthread_flush_worker(struct kthread_worker *worker)
{
	struct __kthread_flush flush;

	kthread_init_work(&flush.work, __kthread_flushed);
	init_completion(&flush.done);
	kthread_queue_work(worker, &flush.work);
	wait_for_completion(&flush.done);
}
static inline void kthread_flush_work(struct kthread_work *work)
{
	struct kthread_worker *worker = work->worker;

	if (worker && (!list_empty(&work->node) || worker->current_work == work))
		kthread_flush_worker(worker);
}
static inline bool kthread_cancel_work_sync(struct kthread_work *work)
{
	struct kthread_worker *worker = work->worker;
	bool pending;

	if (!worker)
		return false;
	spin_lock_irq(&worker->lock);
	pending = !list_empty(&work->node);
	list_del_init(&work->node);
	work->canceling++;
	spin_unlock_irq(&worker->lock);
	if (worker->current_work == work)
		kthread_flush_worker(worker);
	work->canceling--;
	return pending;
}
static inline void kthread_destroy_worker(struct kthread_worker *worker)
{
	if (!worker->task)
		return;
	kthread_flush_worker(worker);
	kthread_stop(worker->task);
	kfree(worker);
}
#endif
`;

export const RUNNING: Readonly<Record<string, string>> = {
  'linux/atomic.h': atomic,
  'linux/kref.h': kref,
  'linux/percpu.h': percpu,
  'linux/wait.h': wait,
  'linux/time.h': time,
  'linux/ktime.h': ktime,
  'linux/timekeeping.h': timekeeping,
  'linux/jiffies.h': jiffies,
  'linux/timer.h': timer,
  'linux/hrtimer.h': hrtimer,
  'linux/interrupt.h': interrupt,
  'linux/irq.h': irq,
  'linux/of_irq.h': '#define irq_dispose_mapping(virq) ((void)(virq))\n',
  'linux/kthread.h': kthread,
};
