/* Who runs where: a timer and a tasklet between statements of init. */
#include <linux/module.h>
#include <linux/interrupt.h>
#include <linux/timer.h>
#include <linux/delay.h>
static struct timer_list timer;
static struct tasklet_struct tasklet;
static void on_tasklet(struct tasklet_struct *t)
{
	pr_info("tasklet: softirq %d task %d\n", !!in_softirq(), !!in_task());
}
static void on_timer(struct timer_list *t)
{
	pr_info("timer: softirq %d interrupt %d\n", !!in_softirq(), !!in_interrupt());
	tasklet_schedule(&tasklet);
}
static int __init start(void)
{
	pr_info("init: softirq %d task %d atomic %d\n", !!in_softirq(), !!in_task(), !!in_atomic());
	tasklet_setup(&tasklet, on_tasklet);
	timer_setup(&timer, on_timer, 0);
	mod_timer(&timer, jiffies + 2);
	pr_info("pending %d\n", timer_pending(&timer));
	msleep(100);
	pr_info("pending %d\n", timer_pending(&timer));
	tasklet_kill(&tasklet);
	return del_timer_sync(&timer);
}
static void __exit stop(void) { }
module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
