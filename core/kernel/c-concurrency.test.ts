/** Drivers in C that use locks, work, threads, timers and wait queues through the kernel's own headers. */
import { describe, expect, it } from 'vitest';
import { TestBench } from './test-bench';
import { utf8Bytes } from './utf8';

const PROFILES = ['linux-2.6.22', 'linux-3.0', 'linux-4.x', 'linux-6.1', 'linux-6.6'];

function bench(source: string, profile = 'linux-4.x', options: ConstructorParameters<typeof TestBench>[1] = {}): TestBench {
  const made = new TestBench(profile, options);
  made.kernel.core.files.setContent('/root/mod.c', utf8Bytes(`#include <linux/module.h>\n#include <linux/kernel.h>\n${source}\nMODULE_LICENSE("GPL");\n`));
  return made;
}

/** Load; what the compiler or insmod said comes first. */
const load = (made: TestBench): string[] => [...made.run('insmod mod.c'), ...messages(made)];

const messages = (made: TestBench): string[] => made.log.filter((line) => !line.includes('taints kernel'));

const ENTRY = 'module_init(start);\nmodule_exit(stop);\n';

describe.each(PROFILES)('C on %s', (profile) => {
  it('queues work, waits for it, and cancels delayed work', () => {
    const made = bench(`
#include <linux/workqueue.h>
#include <linux/slab.h>
#include <linux/completion.h>
struct item { int number; struct work_struct work; };
static struct item item;
static DECLARE_COMPLETION(done);
static struct delayed_work later;
static void run(struct work_struct *work) { struct item *i = container_of(work, struct item, work); printk(KERN_INFO "work %d\\n", i->number); complete(&done); }
static void never(struct work_struct *work) { printk(KERN_INFO "never\\n"); }
static int start(void) {
  item.number = 7; INIT_WORK(&item.work, run); INIT_DELAYED_WORK(&later, never);
  schedule_work(&item.work); wait_for_completion(&done);
  schedule_delayed_work(&later, HZ / 10); printk(KERN_INFO "cancel %d\\n", cancel_delayed_work_sync(&later));
  return 0; }
static void stop(void) { flush_scheduled_work(); }
${ENTRY}`, profile);
    expect(load(made)).toEqual(['work 7', 'cancel 1']);
    expect(made.rules()).toEqual([]);
  });

  it('waits for events with and without a limit', () => {
    const made = bench(`
#include <linux/wait.h>
#include <linux/sched.h>
#include <linux/workqueue.h>
static DECLARE_WAIT_QUEUE_HEAD(queue);
static int ready;
static void run(struct work_struct *work) { ready++; wake_up_interruptible(&queue); }
static DECLARE_WORK(work, run);
static int start(void) {
  long left;
  schedule_work(&work);
  printk(KERN_INFO "got %d, %d\\n", wait_event_interruptible(queue, ready != 0), ready);
  left = wait_event_timeout(queue, ready == 2, 3); printk(KERN_INFO "late %ld\\n", left);
  schedule_work(&work);
  left = wait_event_interruptible_timeout(queue, ready == 2, 50); printk(KERN_INFO "in time %d\\n", left > 40 && left <= 50);
  return 0; }
static void stop(void) { }
${ENTRY}`, profile);
    expect(load(made)).toEqual(['got 0, 1', 'late 0', 'in time 1']);
  });

  it('runs threads until they are told to stop', () => {
    const made = bench(`
#include <linux/kthread.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/sched.h>
static struct task_struct *task;
static int turns;
static int body(void *data) {
  printk(KERN_INFO "%s: %s\\n", current->comm, (const char *)data);
  while (!kthread_should_stop()) { turns++; set_current_state(TASK_INTERRUPTIBLE); schedule_timeout(1); }
  return 5; }
static int start(void) { task = kthread_run(body, "hello", "dma%d", 1); if (IS_ERR(task)) return PTR_ERR(task); msleep(50); return 0; }
static void stop(void) { int result = kthread_stop(task); printk(KERN_INFO "stopped %d, turns %d\\n", result, turns > 2); }
${ENTRY}`, profile);
    made.enter('insmod mod.c');
    made.clock.run(made.clock.now + 30_000_000);
    expect(messages(made)).toEqual(['dma1: hello']);
    expect(made.run('rmmod mod')).toEqual([]);
    expect(messages(made).at(-1)).toBe('stopped 5, turns 1');
    expect(made.rules()).toEqual([]);
  }, 20_000);

  it('locks', () => {
    const made = bench(`
#include <linux/spinlock.h>
#include <linux/mutex.h>
#include <linux/interrupt.h>
${profile === 'linux-2.6.22' ? '#include <asm/semaphore.h>' : '#include <linux/semaphore.h>'}
#include <asm/atomic.h>
static DEFINE_SPINLOCK(lock);
static spinlock_t second;
static DEFINE_MUTEX(mutex);
static struct semaphore semaphore;
static atomic_t count = ATOMIC_INIT(3);
static unsigned long bits[2];
static int start(void) {
  unsigned long flags;
  spin_lock_init(&second); sema_init(&semaphore, 1);
  spin_lock_irqsave(&lock, flags); spin_lock(&second); printk(KERN_INFO "locked %d\\n", in_atomic() && irqs_disabled()); spin_unlock(&second); spin_unlock_irqrestore(&lock, flags);
  mutex_lock(&mutex); printk(KERN_INFO "try %d\\n", mutex_trylock(&mutex)); mutex_unlock(&mutex);
  if (down_interruptible(&semaphore)) return -ERESTARTSYS;
  up(&semaphore);
  atomic_inc(&count); printk(KERN_INFO "count %d zero %d\\n", atomic_read(&count), atomic_dec_and_test(&count));
  set_bit(33, bits); printk(KERN_INFO "bit %d %lx\\n", test_and_set_bit(33, bits), bits[1]);
  return 0; }
static void stop(void) { }
${ENTRY}`, profile);
    expect(load(made)).toEqual(['locked 1', 'try 0', 'count 4 zero 0', 'bit 1 2']);
    expect(made.rules()).toEqual([]);
  });

  it('runs tasklets and timers', () => {
    const timers = ['linux-2.6.22', 'linux-3.0'].includes(profile)
      ? 'static void tick(unsigned long data) { printk(KERN_INFO "tick %lu\\n", data); complete(&done); }\nstatic void arm(void) { setup_timer(&timer, tick, 9); mod_timer(&timer, jiffies + 2); }'
      : 'static void tick(struct timer_list *t) { printk(KERN_INFO "tick %d\\n", t == &timer ? 9 : 0); complete(&done); }\nstatic void arm(void) { timer_setup(&timer, tick, 0); mod_timer(&timer, jiffies + msecs_to_jiffies(20)); }';
    const made = bench(`
#include <linux/interrupt.h>
#include <linux/timer.h>
#include <linux/jiffies.h>
#include <linux/completion.h>
static DECLARE_COMPLETION(done);
static struct timer_list timer;
static struct tasklet_struct tasklet;
${timers}
static void soft(unsigned long data) { printk(KERN_INFO "soft %lx %d\\n", data, in_softirq() != 0); }
static int start(void) { unsigned long began = jiffies; tasklet_init(&tasklet, soft, 0xabc); tasklet_schedule(&tasklet); arm(); wait_for_completion(&done); printk(KERN_INFO "after %d\\n", time_after_eq(jiffies, began + 2)); return 0; }
static void stop(void) { tasklet_kill(&tasklet); del_timer_sync(&timer); }
${ENTRY}`, profile);
    expect(load(made)).toEqual(['soft abc 1', 'tick 9', 'after 1']);
    expect(made.run('rmmod mod')).toEqual([]);
  });

  it('uses strings, numbers and messages', () => {
    const made = bench(`
#include <linux/string.h>
#include <linux/slab.h>
#include <linux/delay.h>
static int start(void) {
  char text[32]; unsigned long value; int a, b; char *copy;
  snprintf(text, sizeof(text), "%d-%s", 42, "x"); copy = kstrdup(text, GFP_KERNEL);
  printk(KERN_INFO "%s %d %d\\n", copy, (int)strlen(copy), strcmp(copy, "42-x")); kfree(copy);
  value = simple_strtoul("0x20", NULL, 0); printk(KERN_INFO "%lu %d %d %d\\n", value, sscanf("3,4", "%d,%d", &a, &b), a, b);
  udelay(5); pr_info("memory %d\\n", memcmp("abc", "abd", 3) < 0);
  return 0; }
static void stop(void) { }
${ENTRY}`, profile);
    expect(load(made)).toEqual(['42-x 4 0', '32 2 3 4', 'memory 1']);
  });
});

describe.each(['linux-3.0', 'linux-4.x', 'linux-6.1'])('timers of nanoseconds on %s', (profile) => {
  it('come again and again, exactly', () => {
    const made = bench(`
#include <linux/hrtimer.h>
#include <linux/ktime.h>
#include <linux/completion.h>
static struct hrtimer timer;
static DECLARE_COMPLETION(done);
static int times;
static enum hrtimer_restart tick(struct hrtimer *t) { if (++times == 4) { complete(&done); return HRTIMER_NORESTART; } hrtimer_forward_now(t, ktime_set(0, 250000)); return HRTIMER_RESTART; }
static int start(void) { s64 ns; ktime_t began = ktime_get(); hrtimer_init(&timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL); timer.function = tick; hrtimer_start(&timer, ktime_set(0, 250000), HRTIMER_MODE_REL); wait_for_completion(&done); ns = ktime_to_ns(ktime_sub(ktime_get(), began)); printk(KERN_INFO "%d %d %d\\n", times, ns > 1000000 && ns < 1020000, hrtimer_active(&timer)); return 0; }
static void stop(void) { printk(KERN_INFO "cancel %d\\n", hrtimer_cancel(&timer)); }
${ENTRY}`, profile);
    expect(load(made)).toEqual(['4 1 0']);
    made.run('rmmod mod');
    expect(messages(made).at(-1)).toBe('cancel 0');
  });
});

describe.each(['linux-2.6.22', 'linux-3.0'])('old ways on %s', (profile) => {
  it('sleep on a queue by hand, or until it is woken', () => {
    const made = bench(`
#include <linux/wait.h>
#include <linux/sched.h>
#include <linux/timer.h>
static DECLARE_WAIT_QUEUE_HEAD(queue);
static struct timer_list timer;
static void tick(unsigned long data) { printk(KERN_INFO "wake\\n"); wake_up(&queue); }
static int start(void) {
  DECLARE_WAITQUEUE(wait, current); long left;
  init_timer(&timer); timer.function = tick; timer.expires = jiffies + 2; add_timer(&timer);
  interruptible_sleep_on(&queue); printk(KERN_INFO "first\\n");
  mod_timer(&timer, jiffies + 2);
  add_wait_queue(&queue, &wait); ${profile === 'linux-2.6.22' ? 'current->state = TASK_INTERRUPTIBLE' : 'set_current_state(TASK_INTERRUPTIBLE)'};
  left = schedule_timeout(50); remove_wait_queue(&queue, &wait); printk(KERN_INFO "second %d\\n", left > 40 && left < 50);
  return 0; }
static void stop(void) { del_timer_sync(&timer); }
${ENTRY}`, profile);
    expect(load(made)).toEqual(['wake', 'first', 'wake', 'second 1']);
    expect(made.rules()).toEqual([]);
  });
});

describe('C drivers that go wrong', () => {
  it('sleep under a spinlock', () => {
    const made = bench(`
#include <linux/spinlock.h>
#include <linux/slab.h>
static DEFINE_SPINLOCK(lock);
static int start(void) { void *p; spin_lock(&lock); p = kmalloc(16, GFP_KERNEL); kfree(p); p = kmalloc(16, GFP_ATOMIC); kfree(p); spin_unlock(&lock); return 0; }
static void stop(void) { }
${ENTRY}`);
    expect(load(made).slice(0, 1)).toEqual(['BUG: sleeping function called from invalid context: kmalloc']);
    expect(made.rules()).toEqual(['sleep-in-atomic']);
  });

  it('take a lock twice', () => {
    const made = bench(`
#include <linux/spinlock.h>
static DEFINE_SPINLOCK(lock);
static void inner(void) { spin_lock(&lock); spin_unlock(&lock); }
static int start(void) { spin_lock(&lock); inner(); spin_unlock(&lock); return 0; }
static void stop(void) { }
${ENTRY}`);
    load(made);
    expect(made.rules()).toEqual(['spinlock-deadlock', 'kernel-panic']);
  });
});

describe('the watchdog for soft lockups', () => {
  const busy = (between: string, profile = 'linux-6.1'): string[] => {
    const made = bench(`
#include <linux/sched.h>
#include <linux/nmi.h>
static int __init start(void)
{
	unsigned int i, round, sum = 0;

	for (round = 0; round < 16; round++) {
		for (i = 0; i < 4000000; i++)
			sum += i ^ round;
		${between};
	}
	printk(KERN_INFO "%u\\n", sum);
	return 0;
}
module_init(start);
`, profile);
    made.run('insmod mod.c', 400_000_000);
    return messages(made).filter((line) => /^\d+$|soft lockup/.test(line));
  };

  it('barks at a loop that lets nobody else run', () => {
    expect(busy('')).toEqual([expect.stringContaining('BUG: soft lockup - CPU#0 stuck for 1s! [insmod:')]);
  });

  it.each(['cond_resched()', 'schedule()', 'touch_softlockup_watchdog()', 'touch_nmi_watchdog()'])('is content with %s now and then', (between) => {
    expect(busy(between)).toEqual([expect.stringMatching(/^\d+$/)]);
  });
});
