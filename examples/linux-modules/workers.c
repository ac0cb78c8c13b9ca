/* Work items, delayed work and tasklets: in which context they run, in which order, and what the calls answer. */
#include <linux/module.h>
#include <linux/workqueue.h>
#include <linux/interrupt.h>
#include <linux/delay.h>
static struct workqueue_struct *own;
static int runs;
static void plain(struct work_struct *work)
{
	runs++;
	pr_info("work %d, interrupt %d\n", runs, !!in_interrupt());
}
static DECLARE_WORK(item, plain);
static void later(struct work_struct *work)
{
	pr_info("delayed work of %s\n", to_delayed_work(work)->timer.expires ? "a timer" : "none");
}
static DECLARE_DELAYED_WORK(waiting, later);
static void again(struct work_struct *work)
{
	static int left = 3;

	pr_info("again %d\n", left);
	if (--left)
		queue_work(own, work);
}
static DECLARE_WORK(repeated, again);
static void small(struct tasklet_struct *t)
{
	pr_info("tasklet, interrupt %d, softirq %d, hardirq %d\n", !!in_interrupt(), !!in_softirq(), !!in_hardirq());
}
static DECLARE_TASKLET(little, small);
static int __init start(void)
{
	bool first, second;

	own = alloc_ordered_workqueue("own", 0);
	if (!own)
		return -ENOMEM;
	first = schedule_work(&item);
	second = schedule_work(&item);
	flush_work(&item);
	pr_info("scheduled %d %d, pending %d\n", first, second, work_pending(&item));
	first = schedule_delayed_work(&waiting, HZ * 50);
	second = schedule_delayed_work(&waiting, HZ * 50);
	pr_info("delayed %d %d\n", first, second);
	first = cancel_delayed_work_sync(&waiting);
	second = cancel_delayed_work_sync(&waiting);
	pr_info("cancelled %d %d\n", first, second);
	schedule_delayed_work(&waiting, 2);
	first = mod_delayed_work(system_wq, &waiting, 1);
	pr_info("modified %d, flushed %d\n", first, flush_delayed_work(&waiting));
	queue_work(own, &repeated);
	msleep(50);
	first = cancel_work_sync(&repeated);
	pr_info("left to cancel %d\n", first);
	tasklet_schedule(&little);
	msleep(20);
	tasklet_disable(&little);
	tasklet_schedule(&little);
	msleep(20);
	pr_info("enabled again\n");
	tasklet_enable(&little);
	tasklet_kill(&little);
	return 0;
}
static void __exit stop(void)
{
	destroy_workqueue(own);
}
module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
