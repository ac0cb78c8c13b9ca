/* Files made of variables and functions: debugfs, and objects of the module's own under /sys with a type and a set. */
#include <linux/module.h>
#include <linux/kobject.h>
#include <linux/sysfs.h>
#include <linux/string.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/seq_file.h>
#include <linux/debugfs.h>
#include <linux/proc_fs.h>
#include <linux/version.h>
#include <linux/uaccess.h>
#include <linux/ctype.h>

static struct dentry *dir;
static u32 hex32 = 0xdead;
static u8 small = 200;
static bool flag = true;
static u64 big = 1ULL << 40;
static atomic_t count = ATOMIC_INIT(5);
static char blob_data[] = "blob text\n";
static struct debugfs_blob_wrapper blob = { .data = blob_data, .size = sizeof(blob_data) - 1 };
struct foo_obj { struct kobject kobj; int foo; int baz; };
#define to_foo_obj(x) container_of(x, struct foo_obj, kobj)
static struct foo_obj *foo_obj;
static struct kset *example_kset;

static ssize_t foo_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%d\n", to_foo_obj(kobj)->foo);
}
static ssize_t foo_store(struct kobject *kobj, struct kobj_attribute *attr, const char *buf, size_t count)
{
	int ret = kstrtoint(buf, 10, &to_foo_obj(kobj)->foo);

	return ret < 0 ? ret : count;
}
static struct kobj_attribute foo_attribute = __ATTR(foo, 0664, foo_show, foo_store);
static ssize_t b_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	pr_info("show %s of %s\n", attr->attr.name, kobject_name(kobj));
	return sprintf(buf, "%s\n", attr->attr.name);
}
static struct kobj_attribute baz_attribute = __ATTR(baz, 0444, b_show, NULL);
static struct attribute *foo_attrs[] = { &foo_attribute.attr, &baz_attribute.attr, NULL };
ATTRIBUTE_GROUPS(foo);

static int items_show(struct seq_file *s, void *unused)
{
	int i;

	for (i = 0; i < 3; i++)
		seq_printf(s, "%-8s|%5d|%#06x\n", "item", i, i * 300);
	seq_puts(s, "end");
	seq_putc(s, '\n');
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(items);

static int level_get(void *data, u64 *val)
{
	*val = *(int *)data;
	return 0;
}
static int level_set(void *data, u64 val)
{
	if (val > 10)
		return -ERANGE;
	*(int *)data = val;
	pr_info("level %llu\n", val);
	return 0;
}
static int level = 3;
DEFINE_SIMPLE_ATTRIBUTE(level_fops, level_get, level_set, "%llu\n");

static void foo_release(struct kobject *kobj)
{
	pr_info("release %s\n", kobject_name(kobj));
	kfree(to_foo_obj(kobj));
}
static struct kobj_type foo_ktype = {
	.sysfs_ops = &kobj_sysfs_ops,
	.release = foo_release,
	.default_groups = foo_groups,
};
static int __init attrs_init(void)
{
	int ret;

	dir = debugfs_create_dir("attrs", NULL);
	debugfs_create_x32("hex", 0644, dir, &hex32);
	debugfs_create_u8("small", 0444, dir, &small);
	debugfs_create_bool("flag", 0644, dir, &flag);
	debugfs_create_u64("big", 0444, dir, &big);
	debugfs_create_atomic_t("count", 0644, dir, &count);
	debugfs_create_blob("blob", 0444, dir, &blob);
	debugfs_create_file("items", 0444, dir, NULL, &items_fops);
	debugfs_create_file("level", 0644, dir, &level, &level_fops);
	example_kset = kset_create_and_add("objects_set", NULL, kernel_kobj);
	if (!example_kset)
		return -ENOMEM;
	foo_obj = kzalloc(sizeof(*foo_obj), GFP_KERNEL);
	if (!foo_obj)
		return -ENOMEM;
	foo_obj->kobj.kset = example_kset;
	ret = kobject_init_and_add(&foo_obj->kobj, &foo_ktype, NULL, "%s", "foo");
	if (ret) {
		kobject_put(&foo_obj->kobj);
		return ret;
	}
	kobject_uevent(&foo_obj->kobj, KOBJ_ADD);
	return 0;
}
static void __exit attrs_exit(void)
{
	pr_info("hex %x flag %d foo %d\n", hex32, flag, foo_obj->foo);
	kobject_put(&foo_obj->kobj);
	kset_unregister(example_kset);
	debugfs_remove_recursive(dir);
}
module_init(attrs_init);
module_exit(attrs_exit);
MODULE_LICENSE("GPL");
