/* Kernel threads: what kthread_stop answers, and how a thread waits and is woken. */
#include <linux/module.h>
#include <linux/kthread.h>
#include <linux/wait.h>
#include <linux/delay.h>
#include <linux/completion.h>
#include <linux/sched.h>
#include <linux/sched/task.h>
static DECLARE_WAIT_QUEUE_HEAD(queue);
static DECLARE_COMPLETION(ready);
static int orders;
static int worker(void *data)
{
	int done = 0;

	pr_info("%s runs\n", current->comm);
	complete(&ready);
	while (!kthread_should_stop()) {
		wait_event_interruptible(queue, orders > done || kthread_should_stop());
		if (orders > done)
			pr_info("order %d\n", ++done);
	}
	return 40 + done;
}
static int shortlived(void *data)
{
	complete(&ready);
	return *(int *)data;
}
static int __init start(void)
{
	struct task_struct *one, *never;
	int answer = 7, i;
	long left;

	one = kthread_run(worker, NULL, "bench/%d", 3);
	if (IS_ERR(one))
		return PTR_ERR(one);
	wait_for_completion(&ready);
	for (i = 0; i < 2; i++) {
		orders++;
		wake_up(&queue);
		msleep(20);
	}
	pr_info("worker gave %d\n", kthread_stop(one));
	never = kthread_create(worker, NULL, "never");
	pr_info("never gave %d\n", kthread_stop(never));
	reinit_completion(&ready);
	one = kthread_create(shortlived, &answer, "short");
	get_task_struct(one);
	wake_up_process(one);
	left = wait_for_completion_timeout(&ready, HZ);
	pr_info("in time %d\n", left > 0);
	msleep(20);
	pr_info("short gave %d\n", kthread_stop(one));
	put_task_struct(one);
	left = wait_event_timeout(queue, orders == 99, 2);
	pr_info("no order: %ld\n", left);
	left = wait_event_timeout(queue, orders == 2, 2);
	pr_info("at once: %ld\n", left);
	return 0;
}
static void __exit stop(void)
{
}
module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
