/* When softirqs raised by a task run, and in whose name: noted in memory, told at the end. */
#include <linux/module.h>
#include <linux/interrupt.h>
#include <linux/timer.h>
#include <linux/delay.h>
#include <linux/sched.h>
#include <linux/workqueue.h>

static char said[60][64];
static int lines;
static struct tasklet_struct first, second, again, off;
static struct timer_list timer;
static int left;

#define note(...) do { if (lines < 60) snprintf(said[lines++], 64, __VA_ARGS__); } while (0)

static const char *who(void)
{
	return current->pid ? current->comm : "the idle processor";
}
static void on_first(struct tasklet_struct *t)
{
	note("  first in %s, softirq %d interrupt %d task %d irqs %d", who(), !!in_serving_softirq(), !!in_interrupt(), !!in_task(), !irqs_disabled());
}
static void on_second(struct tasklet_struct *t)
{
	note("  second in %s", who());
}
static void on_again(struct tasklet_struct *t)
{
	note("  again %d", left);
	if (left-- > 0) {
		tasklet_schedule(&again);
		tasklet_schedule(&again);
	}
}
static void on_off(struct tasklet_struct *t)
{
	note("  off in %s", who());
}
static void on_timer(struct timer_list *t)
{
	note("  timer in %s", who());
	tasklet_schedule(&first);
	tasklet_hi_schedule(&second);
	note("  timer ends");
}

static int __init start(void)
{
	int i;

	tasklet_setup(&first, on_first);
	tasklet_setup(&second, on_second);
	tasklet_setup(&again, on_again);
	tasklet_setup(&off, on_off);
	timer_setup(&timer, on_timer, 0);

	msleep(20);
	note("a task schedules twice");
	tasklet_schedule(&first);
	tasklet_schedule(&first);
	note("task goes on, state %lu", first.state);
	schedule();
	note("task was away, state %lu", first.state);
	msleep(20);
	note("task has slept, state %lu", first.state);

	msleep(20);
	note("with bottom halves off");
	local_bh_disable();
	tasklet_schedule(&first);
	tasklet_hi_schedule(&second);
	note("still off, softirq %d serving %d", !!in_softirq(), !!in_serving_softirq());
	local_bh_disable();
	local_bh_enable();
	note("inner pair is over");
	local_bh_enable();
	note("on again");

	msleep(20);
	note("with interrupts off");
	local_irq_disable();
	tasklet_schedule(&first);
	local_irq_enable();
	note("on again");
	tasklet_kill(&first);
	note("killed, state %lu", first.state);

	msleep(20);
	note("in a task, and then bottom halves off and on");
	tasklet_schedule(&first);
	local_bh_disable();
	note("off");
	local_bh_enable();
	note("on");

	msleep(20);
	note("one that schedules itself");
	left = 2;
	local_bh_disable();
	tasklet_schedule(&again);
	local_bh_enable();
	note("task goes on");
	tasklet_kill(&again);
	note("killed, left %d", left);

	msleep(20);
	note("disabled");
	tasklet_disable(&off);
	tasklet_disable(&off);
	tasklet_schedule(&off);
	msleep(20);
	note("state %lu count %d", off.state, atomic_read(&off.count));
	tasklet_enable(&off);
	msleep(20);
	note("state %lu count %d", off.state, atomic_read(&off.count));
	tasklet_enable(&off);
	note("enabled");
	msleep(20);
	note("state %lu count %d", off.state, atomic_read(&off.count));

	msleep(20);
	note("from a timer");
	mod_timer(&timer, jiffies + 2);
	msleep(60);
	note("task is back");

	tasklet_kill(&second);
	note("nothing to kill");
	for (i = 0; i < lines; i++)
		pr_info("%s\n", said[i]);
	return 0;
}
static void __exit stop(void) { }
module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
