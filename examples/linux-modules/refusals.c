/* What calls answer when they are given what they cannot take. */
#include <linux/module.h>
#include <linux/fs.h>
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/ioport.h>
#include <linux/miscdevice.h>
static const struct file_operations operations = { .owner = THIS_MODULE };
static struct miscdevice taken = { .minor = 200, .name = "taken", .fops = &operations };
static struct miscdevice other = { .minor = 200, .name = "other", .fops = &operations };
static irqreturn_t handler(int irq, void *dev)
{
	return IRQ_NONE;
}
static int __init start(void)
{
	struct class *one;
	struct device *first;
	dev_t given;
	int major, result;

	major = register_chrdev(0, "refusals", &operations);
	pr_info("major %d, taken %d\n", major > 0, register_chrdev(major, "again", &operations));
	pr_info("too large %d\n", register_chrdev(600, "large", &operations));
	pr_info("region %d %d\n", register_chrdev_region(MKDEV(major, 0), 1, "again"), alloc_chrdev_region(&given, 0, 4, "free"));
	unregister_chrdev_region(given, 4);
	one = class_create(THIS_MODULE, "refusals");
	pr_info("class %d\n", PTR_ERR_OR_ZERO(one));
	first = device_create(one, NULL, MKDEV(major, 0), NULL, "refusal%d", 0);
	pr_info("device %d %s\n", PTR_ERR_OR_ZERO(first), dev_name(first));
	device_destroy(one, MKDEV(major, 0));
	class_destroy(one);
	unregister_chrdev(major, "refusals");
	result = misc_register(&taken);
	pr_info("misc %d %d\n", result, misc_register(&other));
	misc_deregister(&taken);
	pr_info("irq %d %d %d\n", request_irq(999, handler, 0, "none", NULL), request_irq(17, NULL, 0, "none", NULL), request_irq(17, handler, IRQF_SHARED, "none", NULL));
	pr_info("threaded %d\n", request_threaded_irq(17, NULL, handler, 0, "none", &taken));
	pr_info("big %d\n", kmalloc(64 << 20, GFP_KERNEL | __GFP_NOWARN) == NULL);
	pr_info("zero %d\n", ZERO_OR_NULL_PTR(kmalloc(0, GFP_KERNEL)));
	pr_info("many %d\n", kcalloc(0x10000, 0x10000, GFP_KERNEL) == NULL);
	pr_info("region %d\n", request_mem_region(0x43c00000, 0x100, "mine") != NULL);
	pr_info("overlap %d\n", request_mem_region(0x43c00080, 0x100, "mine") != NULL);
	release_mem_region(0x43c00000, 0x100);
	return 0;
}
static void __exit stop(void)
{
}
module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
