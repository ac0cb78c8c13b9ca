/* Attributes of a device: show, store, refusals, files that may only be read or written, and a group. */
#include <linux/module.h>
#include <linux/miscdevice.h>
#include <linux/device.h>
#include <linux/fs.h>
static int level = 3;
static ssize_t level_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	pr_info("show %s\n", attr->attr.name);
	return sysfs_emit(buf, "%d\n", level);
}
static ssize_t level_store(struct device *dev, struct device_attribute *attr, const char *buf, size_t count)
{
	int result = kstrtoint(buf, 0, &level);

	pr_info("store %zu: %d, level %d\n", count, result, level);
	return result ? result : count;
}
static DEVICE_ATTR_RW(level);
static ssize_t fixed_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	pr_info("show fixed\n");
	return sysfs_emit(buf, "fixed\n");
}
static DEVICE_ATTR_RO(fixed);
static ssize_t kick_store(struct device *dev, struct device_attribute *attr, const char *buf, size_t count)
{
	pr_info("kick %zu%s\n", count, sysfs_streq(buf, "now") ? " now" : "");
	return count;
}
static DEVICE_ATTR_WO(kick);
static ssize_t broken_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	pr_info("show broken\n");
	return -EIO;
}
static DEVICE_ATTR_RO(broken);
static struct attribute *bench_attrs[] = { &dev_attr_level.attr, &dev_attr_fixed.attr, &dev_attr_kick.attr, &dev_attr_broken.attr, NULL };
ATTRIBUTE_GROUPS(bench);
static const struct file_operations operations = { .owner = THIS_MODULE };
static struct miscdevice misc = { .minor = MISC_DYNAMIC_MINOR, .name = "attributes", .fops = &operations, .groups = bench_groups };
static int __init start(void)
{
	return misc_register(&misc);
}
static void __exit stop(void)
{
	misc_deregister(&misc);
}
module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
