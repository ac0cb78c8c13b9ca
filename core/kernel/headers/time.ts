/** Time: its units, timers, delays. */
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

const delay = String.raw`
#include <linux/types.h>
/*PROTOTYPES*/
#define ssleep(seconds) msleep((seconds) * 1000)
#define ndelay(ns) udelay(((ns) + 999) / 1000)
#if LINUX_SINCE(5, 8)
#define fsleep(usecs) do { if ((usecs) <= 10) udelay(usecs); else if ((usecs) <= 20000) usleep_range(usecs, 2 * (usecs)); else msleep(((usecs) + 999) / 1000); } while (0)
#endif
`;

export const TIME: Readonly<Record<string, string>> = {
  'linux/param.h': param,
  'asm/param.h': '#include <linux/param.h>\n',
  'linux/jiffies.h': jiffies,
  'linux/timer.h': timer,
  'linux/sched/clock.h': '#include <linux/types.h>\n',
  'linux/time.h': time,
  'linux/time64.h': '#include <linux/time.h>\n',
  'linux/timex.h': '#include <linux/time.h>\n',
  'linux/ktime.h': ktime,
  'linux/timekeeping.h': '#include <linux/ktime.h>\n',
  'linux/hrtimer.h': hrtimer,
  'linux/delay.h': delay,
  'asm/delay.h': '#include <linux/delay.h>\n',
};
