/** Platform drivers and whole sets of file operations in C, as their authors write them. */
import { describe, expect, it } from 'vitest';
import type { HardwareDevice } from './hardware';
import { TestBench } from './test-bench';
import { utf8Bytes } from './utf8';

const PROFILES = ['linux-3.0', 'linux-4.x', 'linux-6.1', 'linux-6.6'];
const NODES: readonly HardwareDevice[] = [{ name: 'fifo@f8003000', compatible: ['acme,fifo'], reg: [{ base: 0xf800_3000, bytes: 0x1000 }], interrupts: [48], properties: { depth: [16], label: 'front' } }];

function bench(source: string, profile = 'linux-4.x'): TestBench {
  const made = new TestBench(profile, { devices: NODES });
  made.kernel.core.files.setContent('/root/mod.c', utf8Bytes(`#include <linux/module.h>\n#include <linux/kernel.h>\n${source}\nMODULE_LICENSE("GPL");\n`));
  return made;
}

const messages = (made: TestBench): string[] => made.log.filter((line) => !line.includes('taints kernel'));

describe.each(['linux-4.x', 'linux-6.1'])('devices of their own on %s', (profile) => {
  it('come with a cdev, a node, attributes and a release', () => {
    const made = bench(`
#include <linux/fs.h>
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
struct acme { struct device dev; struct cdev cdev; int level; };
static struct class *cls; static dev_t first; static struct acme *acme;
static ssize_t level_show(struct device *dev, struct device_attribute *attr, char *buf) { return sprintf(buf, "%d\\n", container_of(dev, struct acme, dev)->level); }
static DEVICE_ATTR_RO(level);
static struct attribute *acme_attrs[] = { &dev_attr_level.attr, NULL };
ATTRIBUTE_GROUPS(acme);
static int acme_open(struct inode *inode, struct file *file) { file->private_data = container_of(inode->i_cdev, struct acme, cdev); return 0; }
static ssize_t acme_read(struct file *file, char __user *buf, size_t count, loff_t *ppos) { struct acme *a = file->private_data; char text[8]; int length = snprintf(text, sizeof(text), "%d\\n", a->level); return simple_read_from_buffer(buf, count, ppos, text, length); }
static const struct file_operations fops = { .owner = THIS_MODULE, .open = acme_open, .read = acme_read };
static void acme_release(struct device *dev) { printk(KERN_INFO "release\\n"); kfree(container_of(dev, struct acme, dev)); }
static int __init start(void) {
  int err = alloc_chrdev_region(&first, 0, 1, "acme"); if (err) return err;
  cls = class_create(THIS_MODULE, "acme"); acme = kzalloc(sizeof(*acme), GFP_KERNEL); acme->level = 5;
  device_initialize(&acme->dev); acme->dev.class = cls; acme->dev.devt = first; acme->dev.release = acme_release; acme->dev.groups = acme_groups; dev_set_name(&acme->dev, "acme%d", 3);
  cdev_init(&acme->cdev, &fops); acme->cdev.owner = THIS_MODULE;
  return cdev_device_add(&acme->cdev, &acme->dev); }
static void __exit stop(void) { cdev_device_del(&acme->cdev, &acme->dev); device_unregister(&acme->dev); class_destroy(cls); unregister_chrdev_region(first, 1); }
module_init(start); module_exit(stop);`, profile);
    expect(made.run('insmod mod.c; cat /dev/acme3 /sys/class/acme/acme3/level')).toEqual(['5', '5']);
    expect(made.run('rmmod mod; ls /dev/acme3')).toEqual(['ls: /dev/acme3: No such file or directory']);
    expect(messages(made)).toEqual(['release']);
    expect(made.rules()).toEqual([]);
  });

  it('get the attributes of their driver while it drives them', () => {
    const made = bench(`
#include <linux/platform_device.h>
#include <linux/of.h>
static ssize_t level_show(struct device *dev, struct device_attribute *attr, char *buf) { return sprintf(buf, "%d\\n", *(int *)dev_get_drvdata(dev)); }
static DEVICE_ATTR_RO(level);
static struct attribute *fifo_attrs[] = { &dev_attr_level.attr, NULL };
ATTRIBUTE_GROUPS(fifo);
static int level = 9;
static int fifo_probe(struct platform_device *pdev) { platform_set_drvdata(pdev, &level); return 0; }
static const struct of_device_id fifo_match[] = { { .compatible = "acme,fifo" }, { } };
static struct platform_driver fifo_driver = { .probe = fifo_probe, .driver = { .name = "acme-fifo", .of_match_table = fifo_match, .dev_groups = fifo_groups } };
module_platform_driver(fifo_driver);`, profile);
    expect(made.run('insmod mod.c; cat /sys/devices/platform/f8003000.fifo/level; rmmod mod; ls /sys/devices/platform/f8003000.fifo')).toEqual(['9', 'ls: /sys/devices/platform/f8003000.fifo: No such file or directory']);
    expect(made.rules()).toEqual([]);
  });

  it('may keep the page of a program beyond its end', () => {
    const made = bench(`
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/highmem.h>
#include <linux/miscdevice.h>
static struct page *kept; static unsigned long offset;
static ssize_t acme_write(struct file *file, const char __user *buf, size_t count, loff_t *ppos) { offset = (unsigned long)buf & ~PAGE_MASK; return kept ? count : get_user_pages_fast((unsigned long)buf, 1, 0, &kept) == 1 ? count : -EFAULT; }
static const struct file_operations fops = { .owner = THIS_MODULE, .write = acme_write };
static struct miscdevice misc = { .minor = MISC_DYNAMIC_MINOR, .name = "acme", .fops = &fops };
static int __init start(void) { return misc_register(&misc); }
static void __exit stop(void) { char *text = kmap(kept); printk(KERN_INFO "%.4s\\n", text + offset); kunmap(kept); put_page(kept); misc_deregister(&misc); }
module_init(start); module_exit(stop);`, profile);
    const { buddy } = made.kernel.core.space;
    made.run('insmod mod.c; cat /dev/acme; echo warm > /tmp/a');
    const free = buddy.freePages;
    made.run('echo kept > /dev/acme; echo other > /tmp/b; cat /tmp/b');
    expect(buddy.freePages).toBe(free - 1);
    made.run('rmmod mod');
    expect(messages(made)).toEqual(['kept']);
    expect(buddy.freePages).toBeGreaterThan(free - 1);
    expect(made.rules()).toEqual([]);
  });

  it('without a release are warned of', () => {
    const made = bench('#include <linux/device.h>\nstatic struct device dev;\nstatic int start(void) { dev_set_name(&dev, "lonely"); return device_register(&dev); }\nstatic void stop(void) { device_unregister(&dev); }\nmodule_init(start); module_exit(stop);', profile);
    expect(made.run('insmod mod.c; rmmod mod; ls /dev/lonely')).toEqual(['ls: /dev/lonely: No such file or directory']);
    expect(made.log.join('\n')).toContain("Device 'lonely' does not have a release() function");
  });
});

describe.each(PROFILES)('C devices on %s', (profile) => {
  it('bind to their node with registers, interrupt and private data', () => {
    const made = bench(`
#include <linux/platform_device.h>
#include <linux/of.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/slab.h>
#include <linux/err.h>
struct fifo { void __iomem *regs; u32 depth; const char *label; int irq; int count; };
static irqreturn_t fifo_irq(int irq, void *data) { struct fifo *fifo = data; fifo->count++; iowrite32(1, fifo->regs + 0x2c); return IRQ_HANDLED; }
static int fifo_probe(struct platform_device *pdev) {
  struct device *dev = &pdev->dev; struct resource *res; int err;
  struct fifo *fifo = devm_kzalloc(dev, sizeof(*fifo), GFP_KERNEL);
  if (!fifo) return -ENOMEM;
  res = platform_get_resource(pdev, IORESOURCE_MEM, 0);
  ${profile === 'linux-3.0' ? 'fifo->regs = devm_ioremap(dev, res->start, resource_size(res)); if (!fifo->regs) return -ENOMEM;' : 'fifo->regs = devm_ioremap_resource(dev, res); if (IS_ERR(fifo->regs)) return PTR_ERR(fifo->regs);'}
  if (of_property_read_u32(dev->of_node, "depth", &fifo->depth)) return -EINVAL;
  of_property_read_string(dev->of_node, "label", &fifo->label);
  fifo->irq = platform_get_irq(pdev, 0); if (fifo->irq < 0) return fifo->irq;
  err = devm_request_irq(dev, fifo->irq, fifo_irq, 0, dev_name(dev), fifo); if (err) return err;
  platform_set_drvdata(pdev, fifo);
  iowrite32(0x55, fifo->regs + 0x10);
  dev_info(dev, "depth %u %s\\n", fifo->depth, fifo->label);
  return 0; }
static int fifo_remove(struct platform_device *pdev) { struct fifo *fifo = platform_get_drvdata(pdev); dev_info(&pdev->dev, "gone after %d\\n", fifo->count); return 0; }
static const struct of_device_id fifo_match[] = { { .compatible = "acme,fifo" }, { } };
MODULE_DEVICE_TABLE(of, fifo_match);
static struct platform_driver fifo_driver = { .probe = fifo_probe, .remove = fifo_remove, .driver = { .name = "acme-fifo", .owner = THIS_MODULE, .of_match_table = of_match_ptr(fifo_match) } };
${profile === 'linux-3.0' ? 'static int __init start(void) { return platform_driver_register(&fifo_driver); }\nstatic void __exit stop(void) { platform_driver_unregister(&fifo_driver); }\nmodule_init(start); module_exit(stop);' : 'module_platform_driver(fifo_driver);'}`, profile);
    expect(made.run('insmod mod.c')).toEqual([]);
    expect(messages(made)).toEqual(['acme-fifo f8003000.fifo: depth 16 front']);
    expect(made.dmac.state.writes.map(({ offset, value }) => [offset, value])).toEqual([[0x10, 0x55]]);
    made.gic.setLevel(48, true, 0);
    made.clock.run(made.clock.now + 3000);
    made.gic.setLevel(48, false, 0);
    made.settle();
    expect(made.run('rmmod mod')).toEqual([]);
    expect(messages(made).at(-1)).toMatch(/^acme-fifo f8003000.fifo: gone after [1-9]\d*$/);
    expect(made.rules()).toEqual([]);
    expect(made.kernel.core.irqs.lines.every((line) => line.actions.length === 0)).toBe(true);
  });

  it('serve read, write, ioctl, poll and llseek', () => {
    const made = bench(`
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/uaccess.h>
#include <linux/wait.h>
#include <linux/poll.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/sched.h>
#define ACME_GET _IOR('a', 1, int)
#define ACME_SET _IOW('a', 2, int)
#define SIZE 64
struct acme { char data[SIZE]; size_t length; };
static DEFINE_MUTEX(lock);
static DECLARE_WAIT_QUEUE_HEAD(queue);
static struct acme *acme;
static int level = 3;
static int acme_open(struct inode *inode, struct file *file) { file->private_data = acme; return 0; }
static ssize_t acme_read(struct file *file, char __user *buf, size_t count, loff_t *ppos) {
  struct acme *a = file->private_data; ssize_t got;
  if (!a->length) { if (file->f_flags & O_NONBLOCK) return -EAGAIN; if (wait_event_interruptible(queue, a->length)) return -ERESTARTSYS; }
  if (mutex_lock_interruptible(&lock)) return -ERESTARTSYS;
  got = simple_read_from_buffer(buf, count, ppos, a->data, a->length);
  mutex_unlock(&lock); return got; }
static ssize_t acme_write(struct file *file, const char __user *buf, size_t count, loff_t *ppos) {
  struct acme *a = file->private_data;
  if (count > SIZE) return -EINVAL;
  if (copy_from_user(a->data, buf, count)) return -EFAULT;
  a->length = count; wake_up_interruptible(&queue); return count; }
static long acme_ioctl(struct file *file, unsigned int cmd, unsigned long arg) {
  switch (cmd) {
  case ACME_GET: return put_user(level, (int __user *)arg);
  case ACME_SET: return get_user(level, (int __user *)arg);
  default: return -ENOTTY; } }
static unsigned int acme_poll(struct file *file, poll_table *wait) { struct acme *a = file->private_data; poll_wait(file, &queue, wait); return POLLOUT | (a->length ? POLLIN | POLLRDNORM : 0); }
static loff_t acme_llseek(struct file *file, loff_t offset, int whence) { return ${profile === 'linux-3.0' ? 'default_llseek(file, offset, whence)' : 'fixed_size_llseek(file, offset, whence, SIZE)'}; }
static const struct file_operations fops = { .owner = THIS_MODULE, .open = acme_open, .read = acme_read, .write = acme_write, .unlocked_ioctl = acme_ioctl, .poll = (void *)acme_poll, .llseek = acme_llseek };
static struct miscdevice misc = { .minor = MISC_DYNAMIC_MINOR, .name = "acme", .fops = &fops };
static int __init start(void) { acme = kzalloc(sizeof(*acme), GFP_KERNEL); return acme ? misc_register(&misc) : -ENOMEM; }
static void __exit stop(void) { misc_deregister(&misc); kfree(acme); }
module_init(start); module_exit(stop);`, profile);
    expect(made.run('insmod mod.c')).toEqual([]);
    expect(made.run('poll /dev/acme in 10; poll /dev/acme out')).toEqual(['timeout', 'out']);
    expect(made.run('dd if=/dev/acme iflag=nonblock count=1')[0]).toContain('Resource temporarily unavailable');
    expect(made.run('cat /dev/acme & echo now; echo woken > /dev/acme; wait')).toEqual(['now', 'woken', '[1]+  Done                       cat /dev/acme']);
    expect(made.run('echo some text > /dev/acme; cat /dev/acme; poll /dev/acme in')).toEqual(['some text', 'in']);
    expect(made.run('dd if=/dev/acme bs=5 skip=1 count=1')[0]).toBe('text');
    expect(made.run('ioctl -b 4 /dev/acme 0x80046101')).toEqual(['0: 0x00000003']);
    expect(made.run('ioctl -b 4 /dev/acme 0x40046102 77; ioctl -b 4 /dev/acme 0x80046101')).toEqual(['0: 0x0000004d', '0: 0x0000004d']);
    expect(made.run('ioctl /dev/acme 0x80046101 1')).toEqual(['ioctl: Bad address']);
    expect(made.run('rmmod mod')).toEqual([]);
    expect(made.rules()).toEqual([]);
  });

  it('map their memory into programs', () => {
    const made = bench(`
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/miscdevice.h>
#include <linux/slab.h>
#include <linux/io.h>
static u32 *page;
static void acme_close(struct vm_area_struct *vma) { printk(KERN_INFO "close %lx\\n", vma->vm_end - vma->vm_start); }
static const struct vm_operations_struct vm_ops = { .close = acme_close };
static int acme_mmap(struct file *file, struct vm_area_struct *vma) {
  unsigned long size = vma->vm_end - vma->vm_start;
  if (size > PAGE_SIZE) return -EINVAL;
  vma->vm_ops = &vm_ops;
  return remap_pfn_range(vma, vma->vm_start, ((unsigned long)page - PAGE_OFFSET) >> PAGE_SHIFT, size, vma->vm_page_prot); }
static const struct file_operations fops = { .owner = THIS_MODULE, .mmap = acme_mmap };
static struct miscdevice misc = { .minor = MISC_DYNAMIC_MINOR, .name = "acme", .fops = &fops };
static int __init start(void) { page = kzalloc(PAGE_SIZE, GFP_KERNEL); if (!page) return -ENOMEM; page[2] = 0x1234; return misc_register(&misc); }
static void __exit stop(void) { printk(KERN_INFO "word %x\\n", page[3]); misc_deregister(&misc); kfree(page); }
module_init(start); module_exit(stop);`, profile);
    expect(made.run('insmod mod.c')).toEqual([]);
    expect(made.run('mmap /dev/acme 4096 8; mmap /dev/acme 4096 12 0x99; mmap /dev/acme 8192')).toEqual(['0x00001234', 'mmap: Invalid argument']);
    expect(made.run('rmmod mod')).toEqual([]);
    expect(messages(made)).toEqual(['close 1000', 'close 1000', 'word 99']);
  });

  it('map single pages, and serve page faults with them', () => {
    const arguments_ = profile === 'linux-3.0' ? 'struct vm_area_struct *vma, struct vm_fault *vmf' : 'struct vm_fault *vmf';
    const result = profile === 'linux-6.1' || profile === 'linux-6.6' ? 'vm_fault_t' : 'int';
    const made = bench(`
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/gfp.h>
#include <linux/miscdevice.h>
static struct page *pages[2];
static ${result} acme_fault(${arguments_}) { if (vmf->pgoff > 1) return VM_FAULT_SIGBUS; printk(KERN_INFO "fault %lu\\n", vmf->pgoff); get_page(pages[vmf->pgoff]); vmf->page = pages[vmf->pgoff]; return 0; }
static const struct vm_operations_struct vm_ops = { .fault = acme_fault };
static int acme_mmap(struct file *file, struct vm_area_struct *vma) {
  vma->vm_ops = &vm_ops;
  if (vma->vm_end - vma->vm_start == PAGE_SIZE) return vm_insert_page(vma, vma->vm_start, pages[1]);
  return 0; }
static const struct file_operations fops = { .owner = THIS_MODULE, .mmap = acme_mmap };
static struct miscdevice misc = { .minor = MISC_DYNAMIC_MINOR, .name = "acme", .fops = &fops };
static int __init start(void) { int i; for (i = 0; i < 2; i++) { pages[i] = alloc_page(GFP_KERNEL | __GFP_ZERO); if (!pages[i]) return -ENOMEM; *(u32 *)page_address(pages[i]) = 0x100 + i; } return misc_register(&misc); }
static void __exit stop(void) { misc_deregister(&misc); printk(KERN_INFO "%x\\n", *(u32 *)page_address(pages[0])); __free_page(pages[0]); __free_page(pages[1]); }
module_init(start); module_exit(stop);`, profile);
    expect(made.run('insmod mod.c')).toEqual([]);
    expect(made.run('mmap /dev/acme 4096 0; mmap /dev/acme 12288 4096; mmap /dev/acme 12288 0 0x77; mmap /dev/acme 12288 8192')).toEqual(['0x00000101', '0x00000101', 'Bus error']);
    made.run('rmmod mod');
    expect(messages(made)).toEqual(['fault 1', 'fault 0', '77']);
  });

  it('pin the pages of programs, and give them back', () => {
    const made = bench(`
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/highmem.h>
#include <linux/miscdevice.h>
#include <linux/slab.h>
static ssize_t acme_write(struct file *file, const char __user *buf, size_t count, loff_t *ppos) {
  unsigned long start = (unsigned long)buf; int i, got, pages = ((start & ~PAGE_MASK) + count + PAGE_SIZE - 1) >> PAGE_SHIFT; unsigned int sum = 0;
  struct page **list = kcalloc(pages, sizeof(*list), GFP_KERNEL);
  if (!list) return -ENOMEM;
  got = get_user_pages_fast(start, pages, 0, list);
  if (got < 0) { kfree(list); return got; }
  for (i = 0; i < count; i++) { unsigned long at = (start & ~PAGE_MASK) + i; unsigned char *page = kmap(list[at >> PAGE_SHIFT]); sum += page[at & ~PAGE_MASK]; kunmap(list[at >> PAGE_SHIFT]); }
  printk(KERN_INFO "%d of %d pages, sum %u, count %d\\n", got, pages, sum, page_count(list[0]));
  for (i = 0; i < got; i++) put_page(list[i]);
  kfree(list); return count; }
static const struct file_operations fops = { .owner = THIS_MODULE, .write = acme_write };
static struct miscdevice misc = { .minor = MISC_DYNAMIC_MINOR, .name = "acme", .fops = &fops };
static int __init start(void) { return misc_register(&misc); }
static void __exit stop(void) { misc_deregister(&misc); }
module_init(start); module_exit(stop);`, profile);
    const { space } = made.kernel.core;
    expect(made.run('insmod mod.c; echo a > /dev/acme')).toEqual([]);
    const before = JSON.stringify(space.save());
    expect(made.run('echo abc > /dev/acme')).toEqual([]);
    expect(messages(made).at(-1)).toBe('1 of 1 pages, sum 304, count 1');
    expect(JSON.stringify(space.save())).toBe(before);
    expect(made.rules()).toEqual([]);
  });
});
