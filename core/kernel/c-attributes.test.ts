/** Module parameters and files under /sys, of modules in C. */
import { describe, expect, it } from 'vitest';
import { TestBench } from './test-bench';
import { utf8Bytes } from './utf8';

function bench(source: string, profile = 'linux-4.x', options: ConstructorParameters<typeof TestBench>[1] = {}): TestBench {
  const made = new TestBench(profile, options);
  made.kernel.core.files.setContent('/root/mod.c', utf8Bytes(`#include <linux/module.h>\n#include <linux/moduleparam.h>\n#include <linux/kernel.h>\n#include <linux/device.h>\n${source}\nmodule_init(start);\nmodule_exit(stop);\nMODULE_LICENSE("GPL");\n`));
  return made;
}

const messages = (made: TestBench): string[] => made.log.filter((line) => !line.includes('taints kernel'));

const PARAMETERS = `
static int count = 3;
static unsigned short small = 1;
static bool fast;
static char *label = "none";
static char name[8] = "abc";
static int sizes[4] = { 1, 2 };
static int given;
static unsigned long long big;
static int hidden = 5;
module_param(count, int, 0644);
MODULE_PARM_DESC(count, "how many");
module_param(small, ushort, S_IRUGO);
module_param(fast, bool, 0644);
module_param(label, charp, 0444);
module_param_string(name, name, sizeof(name), 0644);
module_param_array(sizes, int, &given, 0444);
module_param(big, ullong, 0444);
module_param_named(secret, hidden, int, 0);
static int start(void) { printk(KERN_INFO "%d %u %d %s %s %d:%d,%d %llu %d\\n", count, small, fast, label, name, given, sizes[0], sizes[1], big, hidden); return 0; }
static void stop(void) { printk(KERN_INFO "count %d\\n", count); }
`;

describe('module parameters', () => {
  it.each(['linux-3.0', 'linux-4.x', 'linux-6.1'])('keep their values, or take those of insmod, on %s', (profile) => {
    const plain = bench(PARAMETERS, profile);
    expect(plain.run('insmod mod.c')).toEqual([]);
    expect(messages(plain)).toEqual(['3 1 0 none abc 0:1,2 0 5']);
    const made = bench(PARAMETERS, profile);
    expect(made.run('insmod mod.c count=-7 small=0x10 fast label=front name=xyz sizes=4,5,6 big=0x100000000 secret=9')).toEqual([]);
    expect(messages(made)).toEqual(['-7 16 1 front xyz 3:4,5 4294967296 9']);
  });

  it('that are wrong keep the module out; unknown ones do not', () => {
    const made = bench(PARAMETERS);
    expect(made.run('insmod mod.c count=abc')).toEqual(['insmod: ERROR: could not insert module mod.c: Invalid argument']);
    expect(messages(made)).toEqual(["mod: `abc' invalid for parameter `count'"]);
    expect(made.run('insmod mod.c small=70000')).toEqual(['insmod: ERROR: could not insert module mod.c: Numerical result out of range']);
    expect(made.run('insmod mod.c name=12345678')).toEqual(['insmod: ERROR: could not insert module mod.c: No space left on device']);
    expect(made.run('insmod mod.c sizes=1,2,3,4,5')).toEqual(['insmod: ERROR: could not insert module mod.c: Invalid argument']);
    expect(made.kernel.core.modules.list).toEqual([]);
    expect(made.run('insmod mod.c cuont=4')).toEqual([]);
    expect(messages(made)).toContain("mod: unknown parameter 'cuont' ignored");
  });

  it('are files, to be read and written as their mode says', () => {
    const made = bench(PARAMETERS);
    made.run('insmod mod.c label=front');
    expect(made.run('ls /sys/module/mod/parameters')).toEqual(['big', 'count', 'fast', 'label', 'name', 'sizes', 'small']);
    expect(made.run('cat /sys/module/mod/parameters/count /sys/module/mod/parameters/fast /sys/module/mod/parameters/label /sys/module/mod/parameters/sizes')).toEqual(['3', 'N', 'front', '']);
    expect(made.run('echo 12 > /sys/module/mod/parameters/count; cat /sys/module/mod/parameters/count')).toEqual(['12']);
    expect(made.run('echo x > /sys/module/mod/parameters/count')).toEqual(['sh: write error: Invalid argument']);
    expect(made.run('echo 12 > /sys/module/mod/parameters/small')).toEqual(["sh: can't create /sys/module/mod/parameters/small: Permission denied"]);
    made.run('rmmod mod');
    expect(messages(made).at(-1)).toBe('count 12');
    expect(made.run('ls /sys/module/mod')).toEqual(['ls: /sys/module/mod: No such file or directory']);
  });

  it('may have operations of their own', () => {
    const made = bench(`
#include <linux/string.h>
static int level;
static int set_level(const char *val, const struct kernel_param *kp) { int got; if (kstrtoint(val, 0, &got)) return -EINVAL; *(int *)kp->arg = got * 10; return 0; }
static int get_level(char *buffer, const struct kernel_param *kp) { return sprintf(buffer, "<%d>", *(int *)kp->arg); }
static const struct kernel_param_ops level_ops = { .set = set_level, .get = get_level };
module_param_cb(level, &level_ops, &level, 0644);
static int start(void) { printk(KERN_INFO "level %d\\n", level); return 0; }
static void stop(void) { }`);
    expect(made.run('insmod mod.c level=4')).toEqual([]);
    expect(messages(made)).toEqual(['level 40']);
    expect(made.run('cat /sys/module/mod/parameters/level; echo 5 > /sys/module/mod/parameters/level; cat /sys/module/mod/parameters/level')).toEqual(['<40>', '<50>']);
  });
});

const DEVICE = `
#include <linux/fs.h>
#include <linux/err.h>
static struct class *cls;
static struct device *dev;
static dev_t number;
static int depth = 16;
static ssize_t depth_show(struct device *d, struct device_attribute *attr, char *buf) { return sprintf(buf, "%d %d\\n", depth, d == dev && dev_get_drvdata(d) == &depth); }
static ssize_t depth_store(struct device *d, struct device_attribute *attr, const char *buf, size_t count) { int got; if (kstrtoint(buf, 0, &got)) return -EINVAL; depth = got; return count; }
static DEVICE_ATTR(depth, 0644, depth_show, depth_store);
static ssize_t fixed_show(struct device *d, struct device_attribute *attr, char *buf) { return sprintf(buf, "fixed\\n"); }
static DEVICE_ATTR(fixed, 0444, fixed_show, NULL);
static struct attribute *attrs[] = { &dev_attr_fixed.attr, NULL };
static const struct attribute_group group = { .name = "more", .attrs = attrs };
static ssize_t version_show(CLASS_ARGS char *buf) { return sprintf(buf, "7\\n"); }
static struct class_attribute class_version = { .attr = { .name = "version", .mode = 0444 }, .show = version_show };
static int start(void) {
  int err = alloc_chrdev_region(&number, 0, 1, "acme"); if (err) return err;
  cls = MAKE_CLASS; if (IS_ERR(cls)) return PTR_ERR(cls);
  dev = device_create(cls, NULL, number, &depth, "acme%d", 0); if (IS_ERR(dev)) return PTR_ERR(dev);
  err = device_create_file(dev, &dev_attr_depth); if (err) return err;
  err = sysfs_create_group(&dev->kobj, &group); if (err) return err;
  return class_create_file(cls, &class_version); }
static void stop(void) { class_remove_file(cls, &class_version); sysfs_remove_group(&dev->kobj, &group); device_remove_file(dev, &dev_attr_depth); device_destroy(cls, number); class_destroy(cls); unregister_chrdev_region(number, 1); }
`;
const forProfile = (profile: string): string => `#define MAKE_CLASS ${profile === 'linux-6.6' ? 'class_create("acme")' : 'class_create(THIS_MODULE, "acme")'}
#define CLASS_ARGS ${profile === 'linux-6.6' ? 'const struct class *c, const struct class_attribute *a,' : 'struct class *c, struct class_attribute *a,'}
${DEVICE}`;

describe('attributes', () => {
  it.each(['linux-3.0', 'linux-4.x', 'linux-6.1', 'linux-6.6'])('of devices and classes are read and written on %s', (profile) => {
    const made = bench(forProfile(profile), profile);
    expect(made.run('insmod mod.c')).toEqual([]);
    expect(made.run('ls /sys/class/acme; ls /sys/class/acme/acme0')).toEqual(['acme0', 'version', 'depth', 'dev', 'more']);
    expect(made.run('cat /sys/class/acme/acme0/depth /sys/class/acme/acme0/more/fixed /sys/class/acme/version /sys/class/acme/acme0/dev')).toEqual(['16 1', 'fixed', '7', '254:0']);
    expect(made.run('echo 0x20 > /sys/class/acme/acme0/depth; cat /sys/class/acme/acme0/depth')).toEqual(['32 1']);
    expect(made.run('echo no > /sys/class/acme/acme0/depth')).toEqual(['sh: write error: Invalid argument']);
    expect(made.run('echo 1 > /sys/class/acme/acme0/more/fixed')).toEqual(["sh: can't create /sys/class/acme/acme0/more/fixed: Permission denied"]);
    expect(made.run('cat /sys/class/acme')).toEqual(["cat: can't open '/sys/class/acme': Is a directory"]);
    expect(made.run('rmmod mod')).toEqual([]);
    expect(made.rules()).toEqual([]);
    expect(made.kernel.core.sysfs.list).toEqual([]);
  });

  it.each(['linux-4.x', 'linux-6.1'])('of directories that a module makes are read and written on %s', (profile) => {
    const made = bench(`
#include <linux/kobject.h>
#include <linux/sysfs.h>
static int level = 2;
static struct kobject *dir;
static ssize_t level_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf) { return sprintf(buf, "%d %d\\n", level, kobj == dir); }
static ssize_t level_store(struct kobject *kobj, struct kobj_attribute *attr, const char *buf, size_t count) { return kstrtoint(buf, 10, &level) ? -EINVAL : count; }
static struct kobj_attribute level_attribute = __ATTR(level, 0644, level_show, level_store);
static int start(void) { dir = kobject_create_and_add("acme", kernel_kobj); if (!dir) return -ENOMEM; return sysfs_create_file(dir, &level_attribute.attr); }
static void stop(void) { kobject_put(dir); }`, profile);
    expect(made.run('insmod mod.c; cat /sys/kernel/acme/level; echo 8 > /sys/kernel/acme/level; cat /sys/kernel/acme/level; ls /sys/kernel/acme')).toEqual(['2 1', '8 1', 'level']);
    expect(made.run('rmmod mod; ls /sys/kernel/acme')).toEqual(['ls: /sys/kernel/acme: No such file or directory']);
    expect(made.rules()).toEqual([]);
  });

  it('that fill more than a page are reported', () => {
    const made = bench(`
#include <linux/miscdevice.h>
#include <linux/fs.h>
static ssize_t long_show(struct device *d, struct device_attribute *attr, char *buf) { return 5000; }
static DEVICE_ATTR(long, 0444, long_show, NULL);
static struct file_operations fops = { .owner = THIS_MODULE };
static struct miscdevice misc = { .minor = MISC_DYNAMIC_MINOR, .name = "acme", .fops = &fops };
static int start(void) { int err = misc_register(&misc); if (err) return err; return device_create_file(misc.this_device, &dev_attr_long); }
static void stop(void) { misc_deregister(&misc); }`);
    expect(made.run('insmod mod.c')).toEqual([]);
    made.run('cat /sys/class/misc/acme/long');
    expect(made.rules()).toEqual(['show-too-long']);
  });

  it('left behind by a module are named', () => {
    const made = bench(forProfile('linux-4.x').replace('device_remove_file(dev, &dev_attr_depth); device_destroy(cls, number); ', ''));
    made.run('insmod mod.c; rmmod mod');
    expect(made.kernel.findings.map((finding) => finding.message).join('\n')).toContain('/sys/class/acme/acme0/depth');
  });
});
