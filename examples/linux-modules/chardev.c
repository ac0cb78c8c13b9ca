/* Character device numbers, a class, and an ioctl that is not known. */
#include <linux/module.h>
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/fs.h>
static dev_t number;
static struct cdev cdev;
static struct class *class;
static int one_open(struct inode *inode, struct file *file)
{
	pr_info("open minor %u, cdev %d\n", iminor(inode), inode->i_cdev == &cdev);
	return iminor(inode) == 1 ? -EACCES : 0;
}
static const struct file_operations operations = { .owner = THIS_MODULE, .open = one_open };
static int __init start(void)
{
	int err = alloc_chrdev_region(&number, 0, 2, "bench");
	if (err)
		return err;
	cdev_init(&cdev, &operations);
	err = cdev_add(&cdev, number, 2);
	class = class_create(THIS_MODULE, "bench");
	device_create(class, NULL, number, NULL, "bench%d", 0);
	device_create(class, NULL, number + 1, NULL, "bench%d", 1);
	pr_info("add %d, major %d, minor %u\n", err, MAJOR(number) > 0, MINOR(number + 1));
	return 0;
}
static void __exit stop(void)
{
	device_destroy(class, number + 1);
	device_destroy(class, number);
	class_destroy(class);
	cdev_del(&cdev);
	unregister_chrdev_region(number, 2);
}
module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
