/* Timers of both kinds: what arming, changing and deleting answer, and how often they run. */
#include <linux/module.h>
#include <linux/timer.h>
#include <linux/hrtimer.h>
#include <linux/jiffies.h>
#include <linux/delay.h>
static int fired;
static struct timer_list plain;
static void expired(struct timer_list *t)
{
	fired++;
	pr_info("timer %d, same %d, interrupt %d\n", fired, t == &plain, !!in_interrupt());
	if (fired < 3)
		mod_timer(t, jiffies + 1);
}
static struct hrtimer fine;
static int ticks;
static enum hrtimer_restart tick(struct hrtimer *t)
{
	ticks++;
	if (ticks == 4)
		return HRTIMER_NORESTART;
	hrtimer_forward_now(t, ms_to_ktime(2));
	return HRTIMER_RESTART;
}
static int __init start(void)
{
	int first, second;

	timer_setup(&plain, expired, 0);
	pr_info("pending %d\n", timer_pending(&plain));
	first = mod_timer(&plain, jiffies + 1000);
	second = mod_timer(&plain, jiffies + 2000);
	pr_info("armed %d %d, pending %d\n", first, second, timer_pending(&plain));
	first = del_timer(&plain);
	second = del_timer_sync(&plain);
	pr_info("deleted %d %d\n", first, second);
	mod_timer(&plain, jiffies + 1);
	msleep(100);
	pr_info("fired %d, pending %d\n", fired, timer_pending(&plain));
	plain.expires = jiffies - 5;
	add_timer(&plain);
	msleep(50);
	pr_info("past fired %d\n", fired);
	hrtimer_init(&fine, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	fine.function = tick;
	pr_info("active %d\n", hrtimer_active(&fine));
	hrtimer_start(&fine, ms_to_ktime(1), HRTIMER_MODE_REL);
	first = hrtimer_active(&fine);
	msleep(60);
	pr_info("active %d, ticks %d, active %d\n", first, ticks, hrtimer_active(&fine));
	hrtimer_start(&fine, ms_to_ktime(10000), HRTIMER_MODE_REL);
	first = hrtimer_cancel(&fine);
	second = hrtimer_cancel(&fine);
	pr_info("cancelled %d %d\n", first, second);
	pr_info("jiffies %lu %lu %u %d\n", msecs_to_jiffies(1), msecs_to_jiffies(25), jiffies_to_msecs(7), time_after(jiffies, jiffies - 1));
	return 0;
}
static void __exit stop(void)
{
	pr_info("at exit %d\n", del_timer_sync(&plain));
}
module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
