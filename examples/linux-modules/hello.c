/* Messages of init and exit, a parameter, the result of init. */
#include <linux/module.h>
static int count = 2;
module_param(count, int, 0444);
static char *who = "bench";
module_param(who, charp, 0);
static int __init start(void)
{
	int i;
	for (i = 0; i < count; i++)
		pr_info("hello %s %d of %d\n", who, i + 1, count);
	return 0;
}
static void __exit stop(void)
{
	pr_info("bye\n");
}
module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
