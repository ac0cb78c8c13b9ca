/* Error pointers and numbers. */
#include <linux/module.h>
#include <linux/err.h>
static int __init start(void)
{
	void *p = ERR_PTR(-ENOMEM), *q = (void *)0x1000;
	pr_info("%d %d %d %d\n", IS_ERR(p), IS_ERR(q), IS_ERR(NULL), IS_ERR_OR_NULL(NULL));
	pr_info("%ld %ld %d %d\n", PTR_ERR(p), PTR_ERR(ERR_PTR(-EPROBE_DEFER)), PTR_ERR_OR_ZERO(p), PTR_ERR_OR_ZERO(q));
	pr_info("%d %d %d %d %d\n", EINVAL, ETIMEDOUT, ENOSYS, EOPNOTSUPP, ERESTARTSYS);
	return 0;
}
static void __exit stop(void) { }
module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
