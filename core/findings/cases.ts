/**
 * For each rule the least code that is found, and code near to it that is right: C of a driver on Linux 6.1, run by
 * cases.test.ts. Rules that need a device, caches or a program are tested in pairs elsewhere; PAIRS_IN says where.
 */
import type { RuleId } from './rules';

export interface RuleCase {
  readonly bad: string;
  readonly near: string;
  /** What both use, outside of functions. */
  readonly globals?: string;
  /** What the module's exit does. */
  readonly exit?: string;
  /** Entered while the module is loaded. */
  readonly shell?: { readonly bad: string; readonly near: string };
  /** Afterwards the kernel is no more what it was: the bad code gets one of its own. */
  readonly deadly?: true;
}

const LOCKS = 'static DEFINE_SPINLOCK(l); static DEFINE_MUTEX(m); static DEFINE_MUTEX(m2);';
const QUEUE = 'static struct workqueue_struct *q; static struct work_struct w; static DEFINE_SPINLOCK(wl);';
const TIMER = 'static struct timer_list t; static int fired; static void tick(struct timer_list *x) { fired++; }';
/** The board's controller raises its line when it is started, and lowers it when the handler says so. */
const DMAC = 'static void __iomem *regs; static DEFINE_SPINLOCK(l); static void raise(void) { writel(0, regs + 0xd04); msleep(1); }';
const handler = (name: string, does: string): string => ` static irqreturn_t ${name}(int irq, void *dev) { ${does} writel(4, regs + 0x2c); return IRQ_HANDLED; }`;
const interrupt = (name: string): string => `regs = ioremap(0xf8003000, 4096); if (request_irq(19, ${name}, 0, "cases", &regs) == 0) { raise(); free_irq(19, &regs); } iounmap(regs);`;
const misc = (operations: string): string => `\n#include <linux/miscdevice.h>\nstatic const struct file_operations ops = { .owner = THIS_MODULE, ${operations} }; static struct miscdevice misc = { .minor = MISC_DYNAMIC_MINOR, .name = "cases", .fops = &ops };`;
const TASKLET = 'static struct tasklet_struct ts; static void soft(struct tasklet_struct *x) { }';

export const CASES: Partial<Record<RuleId, RuleCase>> = {
  'kernel-oops': { bad: 'int *p = kmalloc(8 << 20, GFP_KERNEL); *p = 1;', near: 'int *p = kmalloc(8, GFP_KERNEL); *p = 1; kfree(p);', deadly: true },
  'kernel-panic': { bad: 'timer_setup(&t, dies, 0); mod_timer(&t, jiffies + 1); msleep(50);', near: 'timer_setup(&t, lives, 0); mod_timer(&t, jiffies + 1); msleep(50); del_timer_sync(&t);', globals: 'static struct timer_list t; static int *no; static int some; static void dies(struct timer_list *x) { *no = 1; } static void lives(struct timer_list *x) { some = 1; }', deadly: true },
  'c-undefined': { bad: 'char name[4]; name[4 + zero] = 0;', near: 'char name[4]; name[3 + zero] = 0;', globals: 'static int zero;', deadly: true },
  'unaligned-access': { bad: 'sum += *(u32 *)(bytes + 1);', near: 'sum += get_unaligned((u32 *)(bytes + 1)); sum += *(u32 *)(bytes + 4);', globals: '#include <asm/unaligned.h>\nstatic char bytes[16] __attribute__((aligned(8))); static u32 sum;' },
  'driver-warns': { bad: 'WARN_ON(count == 0);', near: 'WARN_ON(count != 0);', globals: 'static int count;' },
  'module-leaks': { bad: 'kept = kmalloc(64, GFP_KERNEL);', near: 'kept = kmalloc(64, GFP_KERNEL); kfree(kept);', globals: 'static void *kept;' },
  'bad-free-irq': { bad: 'if (request_irq(18, handler, 0, "x", &zero) == 0) { free_irq(18, &one); free_irq(18, &zero); }', near: 'if (request_irq(18, handler, 0, "x", &zero) == 0) free_irq(18, &zero);', globals: 'static int zero, one; static irqreturn_t handler(int irq, void *dev) { return IRQ_NONE; }' },
  'swapped-io-arguments': { bad: 'void __iomem *p = ioremap(0xf8003d00, 16); iowrite32((u32)(unsigned long)p + 8, (void __iomem *)1);', near: 'void __iomem *p = ioremap(0xf8003d00, 16); iowrite32(1, p + 8); iounmap(p);', deadly: true },
  'bad-iounmap': { bad: 'void __iomem *p = ioremap(0xf8003000, 16); iounmap((void __iomem *)0xf8003000); iounmap(p);', near: 'void __iomem *p = ioremap(0xf8003000, 16); iounmap(p);' },
  'class-before-device': { bad: 'struct class *c = class_create(THIS_MODULE, "cases"); device_create(c, NULL, MKDEV(240, 0), NULL, "cases"); class_destroy(c);', near: 'struct class *c = class_create(THIS_MODULE, "cases2"); device_create(c, NULL, MKDEV(240, 1), NULL, "cases2"); device_destroy(c, MKDEV(240, 1)); class_destroy(c);', deadly: true },
  'chrdev-region-mismatch': { bad: 'dev_t d; alloc_chrdev_region(&d, 0, 2, "cases"); unregister_chrdev_region(d, 1); unregister_chrdev_region(d, 2);', near: 'dev_t d; alloc_chrdev_region(&d, 0, 2, "cases"); unregister_chrdev_region(d, 2);' },
  'devm-foreign': { bad: 'void *p = kmalloc(64, GFP_KERNEL); devm_kfree(&pdev->dev, p); kfree(p);', near: 'void *p = devm_kmalloc(&pdev->dev, 64, GFP_KERNEL); devm_kfree(&pdev->dev, p);' },
  'sleep-in-interrupt': { bad: interrupt('sleeps'), near: interrupt('asks'), globals: DMAC + handler('sleeps', 'kfree(kmalloc(8, GFP_KERNEL));') + handler('asks', 'kfree(kmalloc(8, GFP_ATOMIC));') },
  'irq-enabled-in-handler': { bad: interrupt('enables'), near: interrupt('keeps'), globals: DMAC + handler('enables', 'spin_lock_irq(&l); spin_unlock_irq(&l);') + handler('keeps', 'unsigned long f; spin_lock_irqsave(&l, f); spin_unlock_irqrestore(&l, f);') },
  'interrupt-without-handler': { bad: 'regs = ioremap(0xf8003000, 4096); raise(); writel(4, regs + 0x2c); iounmap(regs);', near: interrupt('answers'), globals: DMAC + handler('answers', '') },
  'file-in-dev': { bad: '', near: '', shell: { bad: 'echo 1 > /dev/nothing', near: 'echo 1 > /tmp/something' } },
  'write-returns-zero': { bad: 'misc_register(&misc);', near: 'misc_register(&misc);', exit: 'misc_deregister(&misc);', globals: `static ssize_t op(struct file *f, const char __user *b, size_t n, loff_t *o) { return bad ? 0 : n; } ${misc('.write = op')}`, shell: { bad: 'echo 1 > /dev/cases', near: 'echo 1 > /dev/cases' }, deadly: true },
  'mmap-outside-range': { bad: 'misc_register(&misc);', near: 'misc_register(&misc);', exit: 'misc_deregister(&misc);', globals: `#include <linux/mm.h>\nstatic int op(struct file *f, struct vm_area_struct *v) { return remap_pfn_range(v, v->vm_start, 0x2000, bad ? 8192 : 4096, v->vm_page_prot); } ${misc('.mmap = op')}`, shell: { bad: 'mmap /dev/cases 4096', near: 'mmap /dev/cases 4096' } },
  'show-too-long': { bad: 'misc_register(&misc); if (device_create_file(misc.this_device, &dev_attr_value)) return;', near: 'misc_register(&misc); if (device_create_file(misc.this_device, &dev_attr_value)) return;', exit: 'device_remove_file(misc.this_device, &dev_attr_value); misc_deregister(&misc);', globals: `static ssize_t value_show(struct device *d, struct device_attribute *a, char *buf) { return bad ? 5000 : 4095; } static DEVICE_ATTR(value, 0444, value_show, NULL); ${misc('')}`, shell: { bad: 'cat /sys/class/misc/cases/value', near: 'cat /sys/class/misc/cases/value' } },
  'bus-without-devices': { bad: 'if (pci_register_driver(&driver) == 0) pci_unregister_driver(&driver);', near: 'if (platform_driver_register(&other) == 0) platform_driver_unregister(&other);', globals: '#include <linux/pci.h>\n#include <linux/platform_device.h>\nstatic int never(struct pci_dev *d, const struct pci_device_id *id) { return 0; } static const struct pci_device_id ids[] = { { PCI_DEVICE(1, 2) }, { } }; static struct pci_driver driver = { .name = "cases", .id_table = ids, .probe = never }; static struct platform_driver other = { .driver = { .name = "none" } };' },
  'sleep-in-atomic': { bad: 'spin_lock(&l); kfree(kmalloc(8, GFP_KERNEL)); spin_unlock(&l);', near: 'spin_lock(&l); kfree(kmalloc(8, GFP_ATOMIC)); spin_unlock(&l); kfree(kmalloc(8, GFP_KERNEL));', globals: LOCKS },
  'scheduling-while-atomic': { bad: 'spin_lock(&l); msleep(1); spin_unlock(&l);', near: 'spin_lock(&l); udelay(1); spin_unlock(&l); msleep(1);', globals: LOCKS },
  'lock-left-held': { bad: 'spin_lock(&l);', near: 'spin_lock(&l); spin_unlock(&l);', globals: LOCKS, deadly: true },
  'lock-not-irq-safe': { bad: 'spin_lock(&l); spin_unlock(&l); timer_setup(&t, locks, 0); mod_timer(&t, jiffies + 1); msleep(50); del_timer_sync(&t);', near: 'spin_lock_bh(&l2); spin_unlock_bh(&l2); timer_setup(&t, locks2, 0); mod_timer(&t, jiffies + 1); msleep(50); del_timer_sync(&t);', globals: 'static DEFINE_SPINLOCK(l); static DEFINE_SPINLOCK(l2); static struct timer_list t; static void locks(struct timer_list *x) { spin_lock(&l); spin_unlock(&l); } static void locks2(struct timer_list *x) { spin_lock(&l2); spin_unlock(&l2); }' },
  'spinlock-deadlock': { bad: 'spin_lock(&l); spin_lock(&l);', near: 'spin_lock(&l); spin_unlock(&l); spin_lock(&l); spin_unlock(&l);', globals: LOCKS, deadly: true },
  'unlock-of-unlocked': { bad: 'spin_unlock(&l);', near: 'spin_lock(&l); spin_unlock(&l);', globals: LOCKS },
  'unlock-by-other': { bad: 'struct task_struct *k; mutex_lock(&m); k = kthread_run(unlocks, NULL, "other"); msleep(20); mutex_lock(&m); mutex_unlock(&m);', near: 'struct task_struct *k; k = kthread_run(both, NULL, "other"); msleep(20); mutex_lock(&m); mutex_unlock(&m);', globals: `${LOCKS} static int unlocks(void *x) { mutex_unlock(&m); return 0; } static int both(void *x) { mutex_lock(&m); mutex_unlock(&m); return 0; }` },
  'lock-recursion': { bad: 'mutex_lock(&m); mutex_lock(&m);', near: 'mutex_lock(&m); mutex_lock(&m2); mutex_unlock(&m2); mutex_unlock(&m);', globals: LOCKS, deadly: true },
  'mutex-in-interrupt': { bad: 'timer_setup(&t, tries, 0); mod_timer(&t, jiffies + 1); msleep(50); del_timer_sync(&t);', near: 'if (mutex_trylock(&m)) mutex_unlock(&m);', globals: `${LOCKS} static struct timer_list t; static void tries(struct timer_list *x) { if (mutex_trylock(&m)) mutex_unlock(&m); }` },
  'unbalanced-enable': { bad: 'local_bh_enable();', near: 'local_bh_disable(); local_bh_enable();' },
  'refcount-underflow': { bad: 'refcount_set(&r, 1); if (refcount_dec_and_test(&r) && refcount_dec_and_test(&r)) r.refs.counter = 9;', near: 'refcount_set(&r, 2); if (refcount_dec_and_test(&r) || refcount_dec_and_test(&r)) refcount_set(&r, 0);', globals: '#include <linux/refcount.h>\nstatic refcount_t r;' },
  'wake-of-no-task': { bad: 'struct task_struct *k = kthread_run(waits, NULL, "waits"); kthread_stop(k); wake_up_process(k);', near: 'struct task_struct *k = kthread_run(waits, NULL, "waits"); wake_up_process(k); kthread_stop(k);', globals: 'static int waits(void *x) { while (!kthread_should_stop()) msleep(1); return 0; }' },
  'kthread-stop-after-end': { bad: 'struct task_struct *k = kthread_run(ends, NULL, "ends"); msleep(20); kthread_stop(k);', near: 'struct task_struct *k = kthread_run(waits, NULL, "waits"); msleep(20); kthread_stop(k);', globals: 'static int ends(void *x) { return 0; } static int waits(void *x) { while (!kthread_should_stop()) msleep(1); return 0; }' },
  'unknown-workqueue': { bad: 'INIT_WORK(&w, does); q = alloc_workqueue("q", 0, 0); destroy_workqueue(q); queue_work(q, &w);', near: 'INIT_WORK(&w, does); q = alloc_workqueue("q", 0, 0); queue_work(q, &w); destroy_workqueue(q);', globals: `${QUEUE} static void does(struct work_struct *x) { }`, deadly: true },
  'work-without-function': { bad: 'schedule_work(&w);', near: 'INIT_WORK(&w, does); schedule_work(&w); flush_work(&w);', globals: `${QUEUE} static void does(struct work_struct *x) { }`, deadly: true },
  'work-waits-for-itself': { bad: 'INIT_WORK(&w, waits); schedule_work(&w); msleep(20);', near: 'INIT_WORK(&w, does); schedule_work(&w); flush_work(&w);', globals: `${QUEUE} static void waits(struct work_struct *x) { flush_work(x); } static void does(struct work_struct *x) { }`, deadly: true },
  'workqueue-flushes-itself': { bad: 'q = alloc_workqueue("q", 0, 0); INIT_WORK(&w, flushes); queue_work(q, &w); msleep(20);', near: 'q = alloc_workqueue("q", 0, 0); INIT_WORK(&w, does); queue_work(q, &w); flush_workqueue(q); destroy_workqueue(q);', globals: `${QUEUE} static void flushes(struct work_struct *x) { flush_workqueue(q); } static void does(struct work_struct *x) { }`, deadly: true },
  'work-leaks-atomic': { bad: 'INIT_WORK(&w, keeps); schedule_work(&w); msleep(20);', near: 'INIT_WORK(&w, gives); schedule_work(&w); flush_work(&w);', globals: `${QUEUE} static void keeps(struct work_struct *x) { spin_lock(&wl); } static void gives(struct work_struct *x) { spin_lock(&wl); spin_unlock(&wl); }`, deadly: true },
  'tasklet-unbalanced-enable': { bad: 'tasklet_setup(&ts, soft); tasklet_enable(&ts);', near: 'tasklet_setup(&ts, soft); tasklet_disable(&ts); tasklet_enable(&ts); tasklet_kill(&ts);', globals: TASKLET },
  'tasklet-kill-disabled': { bad: 'tasklet_setup(&ts, soft); tasklet_disable(&ts); tasklet_schedule(&ts); tasklet_kill(&ts);', near: 'tasklet_setup(&ts, soft); tasklet_disable(&ts); tasklet_schedule(&ts); tasklet_enable(&ts); tasklet_kill(&ts);', globals: TASKLET, deadly: true },
  'timer-initialised-twice': { bad: 'timer_setup(&t, tick, 0); mod_timer(&t, jiffies + 100); timer_setup(&t, tick, 0);', near: 'timer_setup(&t, tick, 0); mod_timer(&t, jiffies + 100); del_timer_sync(&t); timer_setup(&t, tick, 0);', globals: TIMER, deadly: true },
  'timer-without-function': { bad: 'mod_timer(&t, jiffies + 1); msleep(50);', near: 'timer_setup(&t, tick, 0); mod_timer(&t, jiffies + 1); msleep(50);', globals: TIMER, deadly: true },
  'timer-added-twice': { bad: 'timer_setup(&t, tick, 0); t.expires = jiffies + 2; add_timer(&t); add_timer(&t); msleep(50);', near: 'timer_setup(&t, tick, 0); t.expires = jiffies + 2; add_timer(&t); mod_timer(&t, jiffies + 1); msleep(50);', globals: TIMER, deadly: true },
  'timer-waits-for-itself': { bad: 'timer_setup(&t, waits, 0); mod_timer(&t, jiffies + 1); msleep(50);', near: 'timer_setup(&t, again, 0); mod_timer(&t, jiffies + 1); msleep(50); del_timer_sync(&t);', globals: 'static struct timer_list t; static void waits(struct timer_list *x) { del_timer_sync(x); } static void again(struct timer_list *x) { del_timer(x); }', deadly: true },
  'lock-cycle': { bad: 'struct task_struct *k; mutex_lock(&m); k = kthread_run(turned, NULL, "turned"); msleep(20); mutex_lock(&m2);', near: 'struct task_struct *k; mutex_lock(&m); k = kthread_run(same, NULL, "same"); msleep(20); mutex_lock(&m2); mutex_unlock(&m2); mutex_unlock(&m); msleep(50);', globals: `${LOCKS} static int turned(void *x) { mutex_lock(&m2); mutex_lock(&m); return 0; } static int same(void *x) { mutex_lock(&m); mutex_lock(&m2); mutex_unlock(&m2); mutex_unlock(&m); return 0; }`, deadly: true },
  'lock-held-at-exit': { bad: 'kthread_run(keeps, NULL, "keeps"); msleep(20);', near: 'kthread_run(gives, NULL, "gives"); msleep(20);', globals: `${LOCKS} static int keeps(void *x) { mutex_lock(&m); return 0; } static int gives(void *x) { mutex_lock(&m); mutex_unlock(&m); return 0; }`, deadly: true },
  'freed-while-active': { bad: 'struct timer_list *p = kzalloc(sizeof(*p), GFP_KERNEL); timer_setup(p, tick, 0); mod_timer(p, jiffies + 100); kfree(p);', near: 'struct timer_list *p = kzalloc(sizeof(*p), GFP_KERNEL); timer_setup(p, tick, 0); mod_timer(p, jiffies + 100); del_timer_sync(p); kfree(p);', globals: TIMER, deadly: true },
  'bad-kfree': { bad: 'void *p = kmalloc(8, GFP_KERNEL); kfree(p); kfree(p);', near: 'void *p = kmalloc(8, GFP_KERNEL); kfree(p); kfree(NULL);' },
  'bad-dma-free': { bad: 'dma_addr_t h; void *p = dma_alloc_coherent(&pdev->dev, 64, &h, GFP_KERNEL); dma_free_coherent(&pdev->dev, 64, p, h); dma_free_coherent(&pdev->dev, 64, p, h);', near: 'dma_addr_t h; void *p = dma_alloc_coherent(&pdev->dev, 64, &h, GFP_KERNEL); dma_free_coherent(&pdev->dev, 64, p, h); dma_free_coherent(&pdev->dev, 64, NULL, 0);' },
  'dma-free-differs': { bad: 'dma_addr_t h; void *p = dma_alloc_coherent(&pdev->dev, 8192, &h, GFP_KERNEL); dma_free_coherent(&pdev->dev, 4096, p, h);', near: 'dma_addr_t h; void *p = dma_alloc_coherent(&pdev->dev, 8192, &h, GFP_KERNEL); dma_free_coherent(&pdev->dev, 8192, p, h);' },
  'dma-map-stack': { bad: 'char buf[64]; dma_map_single(&pdev->dev, buf, 64, DMA_TO_DEVICE);', near: 'char *buf = kzalloc(64, GFP_KERNEL); dma_addr_t h = dma_map_single(&pdev->dev, buf, 64, DMA_TO_DEVICE); if (!dma_mapping_error(&pdev->dev, h)) dma_unmap_single(&pdev->dev, h, 64, DMA_TO_DEVICE); kfree(buf);' },
  'dma-map-text': { bad: 'dma_addr_t h = dma_map_single(&pdev->dev, (void *)wake_up_process, 64, DMA_TO_DEVICE); if (!dma_mapping_error(&pdev->dev, h)) dma_unmap_single(&pdev->dev, h, 64, DMA_TO_DEVICE);', near: 'void *buf = (void *)get_zeroed_page(GFP_KERNEL); dma_addr_t h = dma_map_single(&pdev->dev, buf, 64, DMA_TO_DEVICE); if (!dma_mapping_error(&pdev->dev, h)) dma_unmap_single(&pdev->dev, h, 64, DMA_TO_DEVICE); free_page((unsigned long)buf);' },
  'dma-map-resource-ram': { bad: 'void *buf = kzalloc(64, GFP_KERNEL); dma_addr_t h = dma_map_resource(&pdev->dev, virt_to_phys(buf), 64, DMA_TO_DEVICE, 0); if (!dma_mapping_error(&pdev->dev, h)) dma_unmap_resource(&pdev->dev, h, 64, DMA_TO_DEVICE, 0); kfree(buf);', near: 'dma_addr_t h = dma_map_resource(&pdev->dev, 0xe0001030, 4, DMA_TO_DEVICE, 0); if (!dma_mapping_error(&pdev->dev, h)) dma_unmap_resource(&pdev->dev, h, 4, DMA_TO_DEVICE, 0);' },
  'dma-mapping-leak': { bad: 'buf = kzalloc(64, GFP_KERNEL); dma_map_single(&pdev->dev, buf, 64, DMA_TO_DEVICE);', near: 'dma_addr_t h; buf = kzalloc(64, GFP_KERNEL); h = dma_map_single(&pdev->dev, buf, 64, DMA_TO_DEVICE); if (!dma_mapping_error(&pdev->dev, h)) dma_unmap_single(&pdev->dev, h, 64, DMA_TO_DEVICE); kfree(buf);', globals: 'static void *buf;' },
  'dma-above-mask': { bad: 'void *buf = kzalloc(64, GFP_KERNEL); dma_addr_t h; *pdev->dev.dma_mask = DMA_BIT_MASK(24); h = dma_map_single(&pdev->dev, buf, 64, DMA_TO_DEVICE); if (!dma_mapping_error(&pdev->dev, h)) dma_unmap_single(&pdev->dev, h, 64, DMA_TO_DEVICE); kfree(buf);', near: 'void *buf = kzalloc(64, GFP_KERNEL); dma_addr_t h; *pdev->dev.dma_mask = DMA_BIT_MASK(30); h = dma_map_single(&pdev->dev, buf, 64, DMA_TO_DEVICE); if (!dma_mapping_error(&pdev->dev, h)) dma_unmap_single(&pdev->dev, h, 64, DMA_TO_DEVICE); kfree(buf);' },
};

/** Tests that hold bad code against right code, for the rules that they name. */
export const PAIRS_IN: readonly string[] = [
  'kernel/kernel.test.ts', 'kernel/chardev/operations.test.ts', 'kernel/slave-findings.test.ts', 'kernel/dmaengine/provider.test.ts', 'kernel/dmaengine/client-findings.test.ts',
  'kernel/providers/pl330/client-findings.test.ts', 'kernel/providers/pl330/driver.test.ts', 'kernel/providers/pl330/slave.test.ts',
  'kernel/mapping/pages.test.ts', 'kernel/mapping/streaming.test.ts', 'kernel/mapping/scatter.test.ts', 'kernel/mapping/reach.test.ts', 'kernel/mapping/watch.test.ts', 'kernel/mapping/pool.test.ts',
];
