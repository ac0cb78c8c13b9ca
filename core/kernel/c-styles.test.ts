/** Things that drivers from books and trees do beside the main road. */
import { describe, expect, it } from 'vitest';
import { TestBench } from './test-bench';
import { loadUnit } from './unit-bench';

describe('drivers in other styles', () => {
  it('keep records of any length in a kfifo', () => {
    const before = '#include <linux/kfifo.h>\nstatic STRUCT_KFIFO_REC_1(16) records;\nstatic struct kfifo_rec_ptr_2 wide;';
    const body = `
	char text[8];
	unsigned int n;
	INIT_KFIFO(records);
	pr_info("put %u %u, room %u\\n", kfifo_in(&records, "four", 4), kfifo_in(&records, "sixsix", 6), kfifo_avail(&records));
	pr_info("no room %u\\n", kfifo_in(&records, "1234", 4));
	n = kfifo_out_peek(&records, text, sizeof(text));
	pr_info("next has %u, shows %.*s\\n", kfifo_peek_len(&records), n, text);
	kfifo_skip(&records);
	n = kfifo_out(&records, text, 3);
	pr_info("cut %.*s, empty %d\\n", n, text, kfifo_is_empty(&records));
	if (kfifo_alloc(&wide, 1000, GFP_KERNEL))
		return -ENOMEM;
	pr_info("wide %u %u %u\\n", kfifo_size(&wide), kfifo_avail(&wide), kfifo_in(&wide, "x", 1));
	pr_info("then %u, length %u\\n", kfifo_avail(&wide), kfifo_peek_len(&wide));
	kfifo_free(&wide);`;
    expect(loadUnit(body, { before })).toEqual({ log: ['put 4 6, room 3', 'no room 0', 'next has 4, shows four', 'cut six, empty 1', 'wide 1024 1022 1', 'then 1019, length 1'], rules: [] });
  });

  it('name a lock as a macro of Linux is named', () => {
    const before = '#include <linux/mutex.h>\n#include <linux/spinlock.h>\nstatic DEFINE_MUTEX(read_lock);\nstatic DEFINE_MUTEX(write_lock);';
    expect(loadUnit('\tmutex_lock(&read_lock);\n\tmutex_lock(&write_lock);\n\tmutex_unlock(&write_lock);\n\tmutex_unlock(&read_lock);\n\tpr_info("done\\n");', { before }).log).toEqual(['done']);
    expect(() => loadUnit('\t(void)spin_lock;', { before: '#include <linux/spinlock.h>\nstatic int spin_lock __attribute__((unused));' })).toThrow("'spin_lock' is declared twice, differently");
  });

  it('get a cdev from the kernel, which takes it back; make the file by hand', () => {
    const bench = new TestBench('linux-4.x');
    bench.kernel.putFile('unit.c', `#include <linux/module.h>
#include <linux/fs.h>
#include <linux/cdev.h>
static struct cdev *cdev;
static ssize_t give(struct file *f, char __user *to, size_t n, loff_t *at)
{
	return simple_read_from_buffer(to, n, at, "hello\\n", 6);
}
static const struct file_operations ops = { .owner = THIS_MODULE, .read = give };
static int __init begin(void)
{
	if (register_chrdev_region(MKDEV(240, 3), 1, "unit"))
		return -EBUSY;
	cdev = cdev_alloc();
	cdev->ops = &ops;
	cdev->owner = THIS_MODULE;
	return cdev_add(cdev, MKDEV(240, 3), 1);
}
static void __exit end(void)
{
	cdev_del(cdev);
	unregister_chrdev_region(MKDEV(240, 3), 1);
}
module_init(begin);
module_exit(end);
MODULE_LICENSE("GPL");
`);
    expect(bench.run('insmod unit.ko; mknod /dev/unit c 240 3; cat /dev/unit; mknod /dev/unit c 240 3; mknod /dev/other b 1 2')).toEqual(['hello', 'mknod: /dev/unit: File exists', 'usage: mknod [-m MODE] FILE c MAJOR MINOR']);
    expect(bench.run('rmmod unit; cat /dev/unit')).toEqual(["cat: can't open '/dev/unit': No such device or address"]);
    expect(bench.rules()).toEqual([]);
  });

  it('print resources, and create several groups of attributes', () => {
    const before = `#include <linux/platform_device.h>
#include <linux/sysfs.h>
#include <linux/kobject.h>
#include <linux/pm.h>
static ssize_t one_show(struct kobject *k, struct kobj_attribute *a, char *buf) { return sprintf(buf, "1\\n"); }
static struct kobj_attribute one = __ATTR_RO(one);
static struct attribute *attributes[] = { &one.attr, NULL };
static const struct attribute_group first = { .attrs = attributes }, second = { .name = "more", .attrs = attributes };
static const struct attribute_group *groups[] = { &first, &second, NULL };
static SIMPLE_DEV_PM_OPS(pm, missing_suspend, missing_resume);`;
    const body = `
	struct resource io = DEFINE_RES_IO(0x3f8, 8), mem = DEFINE_RES_MEM(0x40000000, 0x1000), irq = DEFINE_RES_IRQ(34);
	struct kobject *dir = kobject_create_and_add("unit", kernel_kobj);
	pr_info("%pR %pR %pR %pr\\n", &io, &mem, &irq, &mem);
	pr_info("%d\\n", sysfs_create_groups(dir, groups));
	sysfs_remove_groups(dir, groups);
	kobject_put(dir);
	pr_info("%d\\n", capable(CAP_SYS_ADMIN));`;
    expect(loadUnit(body, { before: `#include <linux/capability.h>\n${before}` })).toEqual({ log: ['[io  0x03f8-0x03ff] [mem 0x40000000-0x40000fff] [irq 34] [mem 0x40000000-0x40000fff flags 0x200]', '0', '1'], rules: [] });
  });
});
