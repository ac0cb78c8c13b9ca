/* Completions, their counts, and a work item that completes. */
#include <linux/module.h>
#include <linux/completion.h>
#include <linux/workqueue.h>
static DECLARE_COMPLETION(done);
static void work_function(struct work_struct *work)
{
	pr_info("work runs\n");
	complete(&done);
}
static DECLARE_WORK(work, work_function);
static int __init start(void)
{
	pr_info("timeout %lu\n", wait_for_completion_timeout(&done, 2));
	pr_info("try %d done %d\n", try_wait_for_completion(&done), completion_done(&done));
	schedule_work(&work);
	pr_info("came %d\n", wait_for_completion_timeout(&done, 1000) > 0);
	complete(&done);
	complete(&done);
	wait_for_completion(&done);
	pr_info("one left %d\n", try_wait_for_completion(&done));
	pr_info("none left %d\n", try_wait_for_completion(&done));
	complete_all(&done);
	wait_for_completion(&done);
	pr_info("all %d\n", completion_done(&done));
	reinit_completion(&done);
	pr_info("again %d\n", completion_done(&done));
	return 0;
}
static void __exit stop(void)
{
	flush_work(&work);
}
module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
