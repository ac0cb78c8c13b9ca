/* Files of bytes under /sys, a class of the driver's own, a sequence under /proc with a state for each reader. */
#include <linux/module.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/kthread.h>
#include <linux/list.h>
#include <linux/proc_fs.h>
#include <linux/regmap.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/sysfs.h>
#include <linux/timekeeping.h>

static char store[64] = "a store of sixty-four bytes, the rest is nothing";

static ssize_t store_read(struct file *file, struct kobject *kobj, struct bin_attribute *attr, char *buf, loff_t off, size_t count)
{
	pr_info("%s: read %zu at %lld\n", attr->attr.name, count, off);
	memcpy(buf, store + off, count);
	return count;
}

static ssize_t store_write(struct file *file, struct kobject *kobj, struct bin_attribute *attr, char *buf, loff_t off, size_t count)
{
	pr_info("%s: write %zu at %lld of %s\n", attr->attr.name, count, off, dev_name(kobj_to_dev(kobj)));
	memcpy(store + off, buf, count);
	return count;
}
static BIN_ATTR_RW(store, sizeof(store));

static ssize_t endless_read(struct file *file, struct kobject *kobj, struct bin_attribute *attr, char *buf, loff_t off, size_t count)
{
	if (off >= 10)
		return 0;
	memset(buf, 'e', 4);
	return 4;
}
static BIN_ATTR_RO(endless, 0);

static ssize_t failing_read(struct file *file, struct kobject *kobj, struct bin_attribute *attr, char *buf, loff_t off, size_t count)
{
	return -EIO;
}
static BIN_ATTR_RO(failing, 16);

static struct bin_attribute *unit_bin_attrs[] = { &bin_attr_endless, &bin_attr_failing, NULL };
static const struct attribute_group unit_group = { .name = "inner", .bin_attrs = unit_bin_attrs };

static struct class own_class = { .name = "binary_demo", .owner = THIS_MODULE };
static struct device *unit;

struct item { int number; struct list_head link; };
struct place { int shown; };
static LIST_HEAD(items);

static void *items_start(struct seq_file *m, loff_t *pos)
{
	return seq_list_start_head(&items, *pos);
}

static void *items_next(struct seq_file *m, void *v, loff_t *pos)
{
	return seq_list_next(v, &items, pos);
}

static void items_stop(struct seq_file *m, void *v)
{
}

static int items_show(struct seq_file *m, void *v)
{
	struct place *place = m->private;

	if (v == &items) {
		seq_printf(m, "head %d %s\n", place->shown, (char *)pde_data(file_inode(m->file)));
		return 0;
	}
	place->shown++;
	seq_put_decimal_ull(m, "item ", list_entry(v, struct item, link)->number);
	seq_printf(m, " is %d\n", place->shown);
	pr_info("shown %d: %d\n", place->shown, list_entry(v, struct item, link)->number);
	return 0;
}

static const struct seq_operations items_ops = { .start = items_start, .next = items_next, .stop = items_stop, .show = items_show };

static void worked(struct kthread_work *work)
{
	pr_info("worker %s\n", current->comm);
}

static void others(void)
{
	struct kthread_worker *worker = kthread_create_worker(0, "demo/%d", 7);
	struct kthread_work work;
	struct timespec64 ts = ns_to_timespec64(-1500000001);
	struct tm tm;
	static const time64_t moments[] = { 0, 951782400, 4107542399LL, -86401 };
	int i;

	kthread_init_work(&work, worked);
	pr_info("queued %d\n", kthread_queue_work(worker, &work));
	kthread_flush_work(&work);
	pr_info("cancelled %d\n", kthread_cancel_work_sync(&work));
	kthread_destroy_worker(worker);
	pr_info("time %lld %ld\n", ts.tv_sec, ts.tv_nsec);
	for (i = 0; i < ARRAY_SIZE(moments); i++) {
		time64_to_tm(moments[i], 0, &tm);
		pr_info("%ld-%02d-%02d %02d:%02d:%02d day %d of week %d\n", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec, tm.tm_yday, tm.tm_wday);
	}
}

static int __init binary_init(void)
{
	struct item *item;
	int i, ret;

	ret = class_register(&own_class);
	pr_info("class %d\n", ret);
	unit = device_create(&own_class, NULL, 0, NULL, "unit%d", 0);
	if (IS_ERR(unit))
		return PTR_ERR(unit);
	pr_info("files %d %d\n", device_create_bin_file(unit, &bin_attr_store), sysfs_create_group(&unit->kobj, &unit_group));
	for (i = 1; i <= 3; i++) {
		item = kzalloc(sizeof(*item), GFP_KERNEL);
		item->number = 10 * i;
		list_add_tail(&item->link, &items);
	}
	pr_info("proc %d\n", proc_create_seq_private("binary_items", 0444, NULL, &items_ops, sizeof(struct place), "data") != NULL);
	others();
	return 0;
}

static void __exit binary_exit(void)
{
	struct item *item, *next;

	remove_proc_entry("binary_items", NULL);
	list_for_each_entry_safe(item, next, &items, link)
		kfree(item);
	sysfs_remove_group(&unit->kobj, &unit_group);
	device_remove_bin_file(unit, &bin_attr_store);
	device_destroy(&own_class, 0);
	class_unregister(&own_class);
	pr_info("store %.8s\n", store);
}

module_init(binary_init);
module_exit(binary_exit);
MODULE_LICENSE("GPL");
