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

  it.each(['linux-3.0', 'linux-4.x', 'linux-6.6'])('show variables and functions in debugfs on %s', (profile) => {
    const bench = new TestBench(profile);
    bench.kernel.putFile('unit.c', `#include <linux/module.h>
#include <linux/debugfs.h>
#include <linux/seq_file.h>
static struct dentry *dir;
static u32 hex = 0xbeef;
static u8 small = 200;
static int level = 3;
static char text[] = "a blob\\n";
static struct debugfs_blob_wrapper blob = { .data = text, .size = sizeof(text) - 1 };
static int level_get(void *data, u64 *value) { *value = *(int *)data; return 0; }
static int level_set(void *data, u64 value) { if (value > 10) return -ERANGE; *(int *)data = value; return 0; }
DEFINE_SIMPLE_ATTRIBUTE(level_fops, level_get, level_set, "%llu\\n");
#ifdef DEFINE_SHOW_ATTRIBUTE
static int items_show(struct seq_file *s, void *unused) { seq_printf(s, "%s %d\\n", (char *)s->private, level); return 0; }
DEFINE_SHOW_ATTRIBUTE(items);
#endif
static int __init begin(void)
{
	dir = debugfs_create_dir("unit", NULL);
	debugfs_create_x32("hex", 0644, dir, &hex);
	debugfs_create_u8("small", 0444, dir, &small);
	debugfs_create_blob("blob", 0444, dir, &blob);
	debugfs_create_file("level", 0644, dir, &level, &level_fops);
#ifdef DEFINE_SHOW_ATTRIBUTE
	debugfs_create_file("items", 0444, dir, "level is", &items_fops);
#endif
	return 0;
}
static void __exit end(void) { debugfs_remove_recursive(dir); }
module_init(begin);
module_exit(end);
MODULE_LICENSE("GPL");
`);
    const at = '/sys/kernel/debug/unit';
    expect(bench.run(`insmod unit.ko; cat ${at}/hex ${at}/small ${at}/blob ${at}/level`)).toEqual(['0x0000beef', '200', 'a blob', '3']);
    expect(bench.run(`echo 7 > ${at}/level; echo 70 > ${at}/level; echo 0x10 > ${at}/hex; cat ${at}/level ${at}/hex`)).toEqual(['sh: write error: Numerical result out of range', '7', '0x00000010']);
    if (profile === 'linux-6.6') expect(bench.run(`cat ${at}/items`)).toEqual(['level is 7']);
    bench.run('rmmod unit');
    expect(bench.rules()).toEqual([]);
  });

  it('call each other by chains, by priority', () => {
    const before = `#include <linux/notifier.h>
static BLOCKING_NOTIFIER_HEAD(chain);
static int first(struct notifier_block *nb, unsigned long action, void *data) { pr_info("first %lu %s\\n", action, (char *)data); return action == 2 ? NOTIFY_STOP : NOTIFY_OK; }
static int second(struct notifier_block *nb, unsigned long action, void *data) { pr_info("second %lu\\n", action); return notifier_from_errno(-ENOSPC); }
static struct notifier_block a = { .notifier_call = first, .priority = 10 }, b = { .notifier_call = second };`;
    const body = `
	blocking_notifier_chain_register(&chain, &b);
	blocking_notifier_chain_register(&chain, &a);
	pr_info("%d\\n", notifier_to_errno(blocking_notifier_call_chain(&chain, 1, "one")));
	pr_info("%#x\\n", blocking_notifier_call_chain(&chain, 2, "two"));
	pr_info("%d %d\\n", blocking_notifier_chain_unregister(&chain, &a), blocking_notifier_chain_unregister(&chain, &a));`;
    expect(loadUnit(body, { before })).toEqual({ log: ['first 1 one', 'second 1', '-28', 'first 2 two', '0x8001', '0 -2'], rules: [] });
  });

  it('print bitmaps and what cannot be printed', () => {
    const body = `
	static DECLARE_BITMAP(map, 70);
	set_bit(3, map);
	bitmap_set(map, 10, 3);
	set_bit(65, map);
	pr_info("%*pbl %*pb %#06x %#x\\n", 70, map, 40, map, 0, 0);
	pr_info("%*pE\\n", 5, "a\\tb\\\\\\x01");`;
    expect(loadUnit(body, { before: '#include <linux/bitmap.h>' }).log).toEqual(['3,10-12,65 00,00001c08 0x0000 0x0', 'a\\tb\\\\\\001']);
  });

  it.each([['linux-4.x', '.default_attrs = attributes'], ['linux-6.1', '.default_groups = groups']])('have objects of their own under /sys on %s, released with the last reference', (profile, defaults) => {
    const bench = new TestBench(profile);
    bench.kernel.putFile('unit.c', `#include <linux/module.h>
#include <linux/kobject.h>
#include <linux/slab.h>
struct thing { struct kobject kobj; int level; };
#define to_thing(k) container_of(k, struct thing, kobj)
static struct thing *thing;
static struct kset *set;
static ssize_t level_show(struct kobject *k, struct kobj_attribute *a, char *buf) { return sprintf(buf, "%s %d\\n", kobject_name(k), to_thing(k)->level); }
static ssize_t level_store(struct kobject *k, struct kobj_attribute *a, const char *buf, size_t n) { int failed = kstrtoint(buf, 10, &to_thing(k)->level); return failed ? failed : n; }
static struct kobj_attribute level = __ATTR(level, 0664, level_show, level_store);
static struct attribute *attributes[] = { &level.attr, NULL };
static const struct attribute_group group = { .attrs = attributes };
static const struct attribute_group *groups[] __maybe_unused = { &group, NULL };
static void thing_release(struct kobject *k) { pr_info("release %s\\n", kobject_name(k)); kfree(to_thing(k)); }
static struct kobj_type type = { .sysfs_ops = &kobj_sysfs_ops, .release = thing_release, ${defaults} };
static int __init begin(void)
{
	struct kobject twin = { };
	set = kset_create_and_add("things", NULL, kernel_kobj);
	thing = kzalloc(sizeof(*thing), GFP_KERNEL);
	thing->kobj.kset = set;
	pr_info("add %d\\n", kobject_init_and_add(&thing->kobj, &type, NULL, "thing%d", 3));
	kobject_uevent(&thing->kobj, KOBJ_ADD);
	pr_info("no type %d\\n", kobject_add(&twin, NULL, "twin"));
	pr_info("get %d\\n", kobject_get(&thing->kobj) == &thing->kobj);
	kobject_put(&thing->kobj);
	return 0;
}
static void __exit end(void)
{
	kobject_put(&thing->kobj);
	kset_unregister(set);
}
module_init(begin);
module_exit(end);
MODULE_LICENSE("GPL");
`);
    const at = '/sys/kernel/things/thing3';
    expect(bench.run(`insmod unit.ko; echo 17 > ${at}/level; echo x > ${at}/level; cat ${at}/level; rmmod unit; cat ${at}/level`)).toEqual(['sh: write error: Invalid argument', 'thing3 17', `cat: can't open '${at}/level': No such file or directory`]);
    expect(bench.log.filter((line) => /^(add|no type|get|release)/.test(line))).toEqual(['add 0', 'no type -22', 'get 1', 'release thing3']);
    expect(bench.rules()).toEqual([]);
  });
});
