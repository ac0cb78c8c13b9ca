/** Modules that leave something running behind: the machine tells, and never the lab breaks. */
import { describe, expect, it } from 'vitest';
import { TestBench } from './test-bench';
import { utf8Bytes } from './utf8';

function bench(source: string): TestBench {
  const made = new TestBench('linux-4.x');
  made.kernel.core.files.setContent('/root/mod.c', utf8Bytes(`#include <linux/module.h>\n#include <linux/kernel.h>\n#include <linux/delay.h>\n#include <linux/kthread.h>\n#include <linux/workqueue.h>\n#include <linux/timer.h>\n#include <linux/interrupt.h>\n#include <linux/wait.h>\n#include <linux/mutex.h>\n${source}\nmodule_init(start);\nmodule_exit(stop);\nMODULE_LICENSE("GPL");\n`));
  return made;
}

const leak = (made: TestBench): string => made.kernel.findings.find((finding) => finding.rule === 'module-leaks')?.message ?? '';

describe('a module that goes', () => {
  it('with a timer armed: the timer jumps into nothing', () => {
    const made = bench('static struct timer_list timer; static void tick(struct timer_list *t) { } static int start(void) { timer_setup(&timer, tick, 0); mod_timer(&timer, jiffies + 5); return 0; } static void stop(void) { }');
    made.enter('insmod mod.c; rmmod mod');
    made.clock.run(20_000_000);
    expect(leak(made)).toContain('an armed timer');
    expect(made.rules()).toContain('kernel-panic');
  });

  it('with a thread asleep in it: the thread faults when it wakes', () => {
    const made = bench('static int body(void *data) { while (1) msleep(20); return 0; } static int start(void) { kthread_run(body, NULL, "left"); return 0; } static void stop(void) { }');
    made.enter('insmod mod.c; sleep 0.01; rmmod mod');
    made.clock.run(40_000_000);
    expect(leak(made)).toContain('thread left');
    expect(made.rules()).toContain('kernel-oops');
    expect(made.kernel.core.cpu.tasks.map((task) => task.name)).toEqual(['sh']);
  });

  it('with work queued: the worker faults', () => {
    const made = bench('static void job(struct work_struct *w) { } static DECLARE_DELAYED_WORK(later, job); static int start(void) { schedule_delayed_work(&later, 5); return 0; } static void stop(void) { }');
    made.enter('insmod mod.c; rmmod mod');
    made.clock.run(20_000_000);
    expect(made.rules()).toContain('kernel-oops');
  });

  it('with a work queue and a queue entry left: both are named', () => {
    const made = bench('static int start(void) { create_singlethread_workqueue("acme"); return 0; } static void stop(void) { }');
    made.run('insmod mod.c; rmmod mod');
    expect(leak(made)).toContain('work queue acme');
  });
});

describe('memory that goes', () => {
  const ITEM = '#include <linux/slab.h>\n#include <linux/spinlock.h>\nstruct item { struct timer_list timer; struct work_struct work; struct delayed_work later; struct mutex mutex; spinlock_t lock; };\nstatic void tick(struct timer_list *t) { }\nstatic void job(struct work_struct *w) { }\n';
  const init = (body: string): string => `${ITEM}static int start(void) { struct item *i = kzalloc(sizeof(*i), GFP_KERNEL); timer_setup(&i->timer, tick, 0); INIT_WORK(&i->work, job); INIT_DELAYED_WORK(&i->later, job); mutex_init(&i->mutex); spin_lock_init(&i->lock); ${body} return 0; } static void stop(void) { }`;

  it.each([
    ['an armed timer', 'mod_timer(&i->timer, jiffies + 5); kfree(i);'],
    ['an armed timer', 'schedule_delayed_work(&i->later, 5); kfree(i);'],
    ['a queued work item', 'schedule_work(&i->work); kfree(i);'],
    ['a mutex that is held', 'mutex_lock(&i->mutex); kfree(i);'],
  ])('with %s in it is told', (what, body) => {
    const made = bench(init(body));
    made.enter('insmod mod.c');
    made.clock.run(3_000_000);
    const finding = made.kernel.findings.find((one) => one.rule === 'freed-while-active');
    expect(finding?.message).toContain(what);
  });

  it('with all of it at rest is not', () => {
    const made = bench(init('mod_timer(&i->timer, jiffies + 1); schedule_work(&i->work); schedule_delayed_work(&i->later, 3); mutex_lock(&i->mutex); mutex_unlock(&i->mutex); del_timer_sync(&i->timer); flush_work(&i->work); cancel_delayed_work_sync(&i->later); kfree(i);'));
    made.run('insmod mod.c');
    expect(made.rules()).toEqual([]);
  });

  it('takes the history of its locks along', () => {
    const made = bench('#include <linux/slab.h>\n#include <linux/spinlock.h>\nstatic spinlock_t *lock; static struct tasklet_struct tasklet; static void soft(unsigned long d) { spin_lock(lock); spin_unlock(lock); }\nstatic int start(void) { void *old = lock = kzalloc(64, GFP_KERNEL); tasklet_init(&tasklet, soft, 0); tasklet_schedule(&tasklet); tasklet_kill(&tasklet); kfree(lock); lock = kzalloc(64, GFP_KERNEL); printk(KERN_INFO "same %d\\n", old == lock); spin_lock(lock); spin_unlock(lock); kfree(lock); return 0; } static void stop(void) { }');
    made.run('insmod mod.c');
    expect(made.log.at(-1)).toBe('same 1');
    expect(made.rules()).toEqual([]);
  });
});

describe('tasks that wait for each other', () => {
  it('are told as soon as the circle closes', () => {
    const made = bench(`
static DEFINE_MUTEX(a); static DEFINE_MUTEX(b);
static int body(void *data) { mutex_lock(&b); msleep(20); mutex_lock(&a); mutex_unlock(&a); mutex_unlock(&b); return 0; }
static int start(void) { kthread_run(body, NULL, "other"); mutex_lock(&a); msleep(20); mutex_lock(&b); mutex_unlock(&b); mutex_unlock(&a); return 0; }
static void stop(void) { }`);
    made.enter('insmod mod.c');
    made.settle(40_000_000);
    expect(made.rules()).toEqual(['lock-cycle']);
    expect(made.kernel.findings[0].message).toMatch(/insmod \[\d+\].*other \[\d+\]/);
    expect(made.kernel.shell.busy).toBe(true);
  });

  it('may end with a lock in their hands', () => {
    const made = bench('static DEFINE_MUTEX(a); static int body(void *data) { mutex_lock(&a); return 0; } static int start(void) { kthread_run(body, NULL, "careless"); return 0; } static void stop(void) { }');
    made.run('insmod mod.c');
    expect(made.rules()).toEqual(['lock-held-at-exit']);
  });
});
