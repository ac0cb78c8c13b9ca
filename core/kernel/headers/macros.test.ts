/** What the headers have as macros and C, run on the kernel as part of a driver. */
import { describe, expect, it } from 'vitest';
import { PROFILES } from '../profiles';
import { TestBench } from '../test-bench';
import { loadUnit } from '../unit-bench';
import type { Unit } from '../unit-bench';

const HEAD = '#include <linux/module.h>\n#include <linux/init.h>\n#include <linux/kernel.h>\n';

const run = (body: string, unit: Unit = {}): string[] => loadUnit(body, unit).log;

describe.each(PROFILES.map((profile) => profile.name))('with %s', (profile) => {
  it('a module prints with levels', () => {
    expect(run('\tpr_info("n=%d\\n", 3);\n\tprintk(KERN_ERR "bad\\n");\n\tpr_debug("never\\n");', { profile })).toEqual(['n=3', 'bad']);
  });

  it('lists hold what was put in, in order', () => {
    const before = '#include <linux/list.h>\n#include <linux/slab.h>\nstruct item { int n; struct list_head link; };\nstatic LIST_HEAD(items);';
    const body = `
	struct item *item, *next;
	int i;
	for (i = 0; i < 4; i++) {
		item = kmalloc(sizeof(*item), GFP_KERNEL);
		item->n = i;
		list_add_tail(&item->link, &items);
	}
	item = list_first_entry(&items, struct item, link);
	list_move_tail(&item->link, &items);
	list_for_each_entry_safe(item, next, &items, link) {
		pr_info("%d\\n", item->n);
		list_del(&item->link);
		kfree(item);
	}
	pr_info("empty %d\\n", list_empty(&items));`;
    expect(run(body, { before, profile })).toEqual(['1', '2', '3', '0', 'empty 1']);
  });

  it('wait_event wakes, and its limited form answers what is left', () => {
    const before = `#include <linux/wait.h>
#include <linux/sched.h>
#include <linux/workqueue.h>
#include <linux/delay.h>
static DECLARE_WAIT_QUEUE_HEAD(queue);
static int ready;
static void later(struct work_struct *work)
{
	msleep(20);
	ready = 1;
	wake_up_interruptible(&queue);
}
static DECLARE_WORK(work, later);`;
    const body = `
	long left;
	left = wait_event_interruptible_timeout(queue, ready, 2);
	pr_info("late %ld\\n", left);
	schedule_work(&work);
	pr_info("woken %d\\n", wait_event_interruptible(queue, ready));
	left = wait_event_timeout(queue, ready, 7);
	pr_info("left %ld\\n", left);
	flush_work(&work);`;
    expect(run(body, { before, profile })).toEqual(['late 0', 'woken 0', 'left 7']);
  });

  it('error pointers, container_of, min and rounding are as in Linux', () => {
    const before = '#include <linux/err.h>\nstruct outer { int a; struct { int b; } inner; };';
    const body = `
	struct outer outer = { 5, { 6 } };
	void *p = ERR_PTR(-ENOMEM);
	pr_info("%d %ld %d\\n", IS_ERR(p), PTR_ERR(p), IS_ERR(NULL));
	pr_info("%d\\n", container_of(&outer.inner, struct outer, inner)->a);
	pr_info("%d %d %u\\n", min(3, 4), max_t(int, -1, 2), clamp(9u, 1u, 5u));
	pr_info("%lu %d %d\\n", ALIGN(13UL, 8), DIV_ROUND_UP(7, 2), roundup(7, 5));
	pr_info("%x %x %d\\n", cpu_to_be32(0x11223344), swab16(0x1122), ilog2(1000));
	pr_info("%d\\n", (int)ARRAY_SIZE(((int[]){ 1, 2, 3 })));`;
    expect(run(body, { before, profile })).toEqual(['1 -12 0', '5', '3 2 5', '16 4 10', '44332211 2211 9', '3']);
  });

  it('virtual channels take a descriptor from prepared to its callback', () => {
    const before = `
#include <linux/slab.h>
#include <linux/delay.h>
#include "virt-dma.h"
static struct dma_device device;
static struct virt_dma_chan vc;
static void release(struct virt_dma_desc *vd)
{
	pr_info("released\\n");
	kfree(vd);
}
static void finished(void *p)
{
	pr_info("%s\\n", (char *)p);
}`;
    const body = `
	struct virt_dma_desc *vd = kzalloc(sizeof(*vd), GFP_KERNEL);
	struct dma_async_tx_descriptor *tx;
	dma_cookie_t cookie;
	INIT_LIST_HEAD(&device.channels);
	vc.desc_free = release;
	vchan_init(&vc, &device);
	tx = vchan_tx_prep(&vc, vd, DMA_CTRL_ACK);
	tx->callback = finished;
	tx->callback_param = "done";
	cookie = dmaengine_submit(tx);
	pr_info("cookie %d, issued %d\\n", cookie, vchan_next_desc(&vc) != NULL);
	vchan_issue_pending(&vc);
	pr_info("found %d, status %d\\n", vchan_find_desc(&vc, cookie) == vd, dma_cookie_status(&vc.chan, cookie, NULL));
	list_del(&vd->node);
	vchan_cookie_complete(vd);
	msleep(20);
	pr_info("status %d\\n", dma_cookie_status(&vc.chan, cookie, NULL));
	vchan_synchronize(&vc);`;
    const last = profile === 'linux-6.1' || profile === 'linux-6.6' ? ['done', 'released'] : ['released', 'done'];
    expect(run(body, { before, profile })).toEqual(['cookie 2, issued 0', 'found 1, status 1', ...last, 'status 0']);
  });

  it('spinlocks with flags and mutexes go together', () => {
    const before = '#include <linux/spinlock.h>\n#include <linux/mutex.h>\nstatic DEFINE_SPINLOCK(lock);\nstatic DEFINE_MUTEX(mutex);';
    const body = `
	unsigned long flags;
	spin_lock_irqsave(&lock, flags);
	pr_info("off %d\\n", irqs_disabled());
	spin_unlock_irqrestore(&lock, flags);
	mutex_lock(&mutex);
	mutex_unlock(&mutex);
	pr_info("off %d\\n", irqs_disabled());`;
    expect(run(body, { before, profile })).toEqual(['off 1', 'off 0']);
  });
});

describe('with the structures of a version', () => {
  it('timers are set up as the version wants', () => {
    const old = run('\tsetup_timer(&timer, expired, 42);\n\tmod_timer(&timer, jiffies + 2);\n\tmsleep(60);', {
      profile: 'linux-3.0', before: '#include <linux/timer.h>\n#include <linux/delay.h>\nstatic struct timer_list timer;\nstatic void expired(unsigned long data)\n{\n\tpr_info("data %lu\\n", data);\n}',
    });
    expect(old).toEqual(['data 42']);
    const now = run('\ttimer_setup(&unit.timer, expired, 0);\n\tmod_timer(&unit.timer, jiffies + 2);\n\tmsleep(60);', {
      profile: 'linux-6.6', before: '#include <linux/timer.h>\n#include <linux/delay.h>\nstatic struct { int n; struct timer_list timer; } unit = { 7 };\nstatic void expired(struct timer_list *t)\n{\n\ttypeof(unit) *u = from_timer(u, t, timer);\n\tpr_info("n %d\\n", u->n);\n}',
    });
    expect(now).toEqual(['n 7']);
  });

  it('tasklets are declared as the version wants', () => {
    const include = '#include <linux/interrupt.h>\n#include <linux/delay.h>\n';
    expect(run('\ttasklet_schedule(&t);\n\tmsleep(20);', { profile: 'linux-4.x', before: `${include}static void soft(unsigned long data)\n{\n\tpr_info("soft %lu\\n", data);\n}\nstatic DECLARE_TASKLET(t, soft, 9);` })).toEqual(['soft 9']);
    expect(run('\ttasklet_schedule(&t);\n\tmsleep(20);', { profile: 'linux-6.1', before: `${include}static void soft(struct tasklet_struct *t)\n{\n\tpr_info("soft\\n");\n}\nstatic DECLARE_TASKLET(t, soft);` })).toEqual(['soft']);
  });

  it('registers are polled until they change, or time is over', () => {
    const before = '#include <linux/iopoll.h>\n#include <linux/io.h>';
    const body = `
	void __iomem *base = ioremap(0xf8003000, 0x1000);
	u32 value;
	writel(5, base + 0x400);
	pr_info("%d %u\\n", readl_poll_timeout(base + 0x400, value, value & 4, 10, 100), value);
	pr_info("%d\\n", readl_poll_timeout(base + 0x400, value, value & 2, 10, 100));
	iounmap(base);`;
    expect(run(body, { before })).toEqual(['0 5', '-110']);
  });

  it('bitmaps give aligned regions', () => {
    const before = '#include <linux/bitmap.h>\nstatic DECLARE_BITMAP(map, 40);';
    const body = `
	int bit;
	bitmap_set(map, 5, 1);
	pr_info("%d %d %d\\n", bitmap_find_free_region(map, 40, 2), bitmap_find_free_region(map, 40, 2), bitmap_find_free_region(map, 40, 6));
	bitmap_release_region(map, 0, 2);
	for_each_set_bit(bit, map, 40)
		pr_info("%d\\n", bit);`;
    expect(run(body, { before })).toEqual(['0 8 -12', '5', '8', '9', '10', '11']);
  });

  it('kthreads run and stop', () => {
    const before = '#include <linux/kthread.h>\n#include <linux/delay.h>\nstatic struct task_struct *thread;\nstatic int work(void *data)\n{\n\tint n = 0;\n\twhile (!kthread_should_stop()) {\n\t\tn++;\n\t\tmsleep(10);\n\t}\n\tpr_info("%s ran\\n", current->comm);\n\treturn n > 0 ? 5 : 0;\n}';
    expect(run('\tthread = kthread_run(work, NULL, "worker/%d", 1);\n\tif (IS_ERR(thread))\n\t\treturn PTR_ERR(thread);\n\tmsleep(50);\n\tpr_info("result %d\\n", kthread_stop(thread));', { before })).toEqual(['worker/1 ran', 'result 5']);
  });

  it('one value at a time goes to and from a program', () => {
    const bench = new TestBench('linux-6.1');
    bench.kernel.putFile('unit.c', `${HEAD}
#include <linux/miscdevice.h>
#include <linux/uaccess.h>
static ssize_t take(struct file *f, const char __user *from, size_t n, loff_t *at)
{
	char c;
	int good = get_user(c, from), bad;
	pr_info("got %d %c\\n", good, c);
	bad = get_user(c, (const char __user *)16);
	pr_info("bad %d %d\\n", bad, c);
	return n;
}
static ssize_t give(struct file *f, char __user *to, size_t n, loff_t *at)
{
	return (*at)++ == 0 && put_user('Z', to) == 0;
}
static const struct file_operations operations = { .owner = THIS_MODULE, .write = take, .read = give };
static struct miscdevice unit = { .minor = MISC_DYNAMIC_MINOR, .name = "unit", .fops = &operations };
module_misc_device(unit);
MODULE_LICENSE("GPL");
`);
    bench.run('insmod unit.ko');
    expect(bench.run('echo hey > /dev/unit; cat /dev/unit')).toEqual(['Z']);
    expect(bench.log.slice(1)).toEqual(['got 0 h', 'bad -14 0']);
  });
});
