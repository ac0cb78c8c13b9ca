/** A driver with threads, work, timers, tasklets, locks and sleepers: from any moment on it must run again to the same end. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TestBench } from './test-bench';
import { utf8Bytes } from './utf8';

const SOURCE = `
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/workqueue.h>
#include <linux/interrupt.h>
#include <linux/timer.h>
#include <linux/wait.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/miscdevice.h>
#include <linux/fs.h>
#include <linux/uaccess.h>
#include <linux/slab.h>
#include <linux/delay.h>
#include <linux/sched.h>
static DECLARE_WAIT_QUEUE_HEAD(queue);
static DEFINE_MUTEX(mutex);
static DEFINE_SPINLOCK(lock);
static struct timer_list timer;
static struct tasklet_struct tasklet;
static struct workqueue_struct *works;
static struct delayed_work later;
static struct task_struct *thread;
static int ticks, jobs, turns;
static void soft(unsigned long data) { unsigned long flags; spin_lock_irqsave(&lock, flags); ticks++; spin_unlock_irqrestore(&lock, flags); wake_up(&queue); }
static void tick(struct timer_list *t) { tasklet_schedule(&tasklet); if (ticks < 4) mod_timer(&timer, jiffies + 1); }
static void job(struct work_struct *work) { mutex_lock(&mutex); msleep(5); jobs++; mutex_unlock(&mutex); if (jobs < 3) queue_delayed_work(works, &later, 1); }
static int body(void *data) { while (!kthread_should_stop()) { mutex_lock(&mutex); turns++; mutex_unlock(&mutex); wait_event_interruptible(queue, kthread_should_stop() || ticks >= 4); if (ticks >= 4) { set_current_state(TASK_INTERRUPTIBLE); if (!kthread_should_stop()) schedule(); __set_current_state(TASK_RUNNING); } } return turns; }
static ssize_t acme_read(struct file *file, char __user *buf, size_t count, loff_t *ppos) { char *text; ssize_t got; if (wait_event_interruptible(queue, ticks >= 3)) return -ERESTARTSYS; text = kasprintf(GFP_KERNEL, "%d %d\\n", ticks, jobs); got = simple_read_from_buffer(buf, count, ppos, text, strlen(text)); kfree(text); return got; }
static const struct file_operations fops = { .owner = THIS_MODULE, .read = acme_read };
static struct miscdevice misc = { .minor = MISC_DYNAMIC_MINOR, .name = "acme", .fops = &fops };
static int __init start(void) {
  tasklet_init(&tasklet, soft, 0); timer_setup(&timer, tick, 0); INIT_DELAYED_WORK(&later, job);
  works = create_singlethread_workqueue("acme"); thread = kthread_run(body, NULL, "acme");
  queue_delayed_work(works, &later, 1); mod_timer(&timer, jiffies + 1);
  return misc_register(&misc); }
static void __exit stop(void) { misc_deregister(&misc); del_timer_sync(&timer); tasklet_kill(&tasklet); cancel_delayed_work_sync(&later); destroy_workqueue(works); printk(KERN_INFO "turns %d jobs %d\\n", kthread_stop(thread), jobs); }
module_init(start); module_exit(stop); MODULE_LICENSE("GPL");`;

const END = 30_000_000;
const SCRIPT = [[0, 'insmod mod.c; cat /dev/acme; sleep 0.05; ps'], [20_000_000, 'rmmod mod']] as const;

function prepared(): TestBench {
  const bench = new TestBench();
  bench.kernel.core.files.setContent('/root/mod.c', utf8Bytes(SOURCE));
  return bench;
}

function play(bench: TestBench, from: number, to: number): void {
  for (const [at, line] of SCRIPT) {
    if (at < from || at >= to) continue;
    bench.clock.run(at);
    bench.clock.now = at;
    bench.enter(line);
  }
  bench.clock.run(to);
}

describe('a driver that does everything at once', () => {
  it('runs again from any snapshot to the same journal and state', () => {
    const whole = prepared();
    play(whole, 0, END);
    expect(whole.kernel.busy).toBe(false);
    expect(whole.rules()).toEqual([]);
    expect(whole.log.at(-1)).toMatch(/^turns \d+ jobs 3$/);
    expect(whole.kernel.core.cpu.tasks.filter((task) => !task.name.startsWith('kworker')).map((task) => task.name)).toEqual(['sh']);
    const [hash, state] = [whole.journal.hash(), whole.digest()];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 22_000_000 }), (cut) => {
        const bench = prepared();
        play(bench, 0, cut);
        const snapshot = bench.snapshot();
        const half = bench.digest();
        play(bench, cut, END);
        expect([bench.journal.hash(), bench.digest()]).toEqual([hash, state]);
        bench.restore(snapshot);
        expect(bench.digest()).toBe(half);
        play(bench, cut, END);
        expect([bench.journal.hash(), bench.digest()]).toEqual([hash, state]);
      }),
      { numRuns: 10 },
    );
  }, 120_000);
});
