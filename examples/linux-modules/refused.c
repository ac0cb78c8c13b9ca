/* What the kernel refuses: a wrong interrupt, a name twice, memory that is too large. */
#include <linux/module.h>
#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/miscdevice.h>
#include <linux/fs.h>
#include <linux/slab.h>
static irqreturn_t handler(int irq, void *data)
{
	return IRQ_NONE;
}
static const struct file_operations operations = { .owner = THIS_MODULE };
static struct miscdevice one = { .minor = MISC_DYNAMIC_MINOR, .name = "twin", .fops = &operations };
static struct miscdevice two = { .minor = MISC_DYNAMIC_MINOR, .name = "twin", .fops = &operations };
static int __init start(void)
{
	void *p;
	pr_info("irq %d\n", request_irq(500, handler, 0, "bench", NULL));
	pr_info("first %d\n", misc_register(&one));
	p = kmalloc(0, GFP_KERNEL);
	pr_info("zero %d\n", ZERO_OR_NULL_PTR(p));
	kfree(p);
	pr_info("size %d\n", (int)ksize(p = kmalloc(100, GFP_KERNEL)));
	kfree(p);
	misc_deregister(&one);
	(void)two;
	return 0;
}
static void __exit stop(void) { }
module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
