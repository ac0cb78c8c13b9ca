import { describe, expect, it } from 'vitest';
import { loadUnit } from './unit-bench';
import { TestBench } from './test-bench';

const before = `
#include <linux/rcupdate.h>
#include <linux/rculist.h>
#include <linux/slab.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/interrupt.h>
struct item { int n; struct rcu_head rcu; };
static struct item one __maybe_unused, two __maybe_unused;
static void __maybe_unused gone(struct rcu_head *head)
{
	pr_info("gone %d softirq %d\\n", container_of(head, struct item, rcu)->n, !!in_softirq());
}`;

describe('RCU', () => {
  it('callbacks run in their order, in a softirq, when no reader is under way', () => {
    const body = `
	one.n = 1; two.n = 2;
	rcu_read_lock();
	call_rcu(&one.rcu, gone);
	call_rcu(&two.rcu, gone);
	mdelay(30);
	pr_info("reader ends\\n");
	rcu_read_unlock();
	mdelay(30);
	pr_info("task\\n");
	rcu_barrier();`;
    expect(loadUnit(body, { before })).toEqual({ log: ['reader ends', 'gone 1 softirq 1', 'gone 2 softirq 1', 'task'], rules: [] });
  });

  it('synchronize_rcu waits for those who read, and for callbacks asked for before', () => {
    const threads = `${before}
static int reader(void *data)
{
	rcu_read_lock();
	mdelay(25);
	pr_info("read %d\\n", one.n);
	rcu_read_unlock();
	return 0;
}`;
    const body = `
	one.n = 7;
	kthread_run(reader, NULL, "reader");
	yield();
	call_rcu(&one.rcu, gone);
	synchronize_rcu();
	pr_info("synchronized\\n");`;
    expect(loadUnit(body, { before: threads })).toEqual({ log: ['read 7', 'gone 7 softirq 1', 'synchronized'], rules: [] });
  });

  it('kfree_rcu frees, and memory freed with its head queued is told', () => {
    const kept = 'struct item *p = kzalloc(sizeof(*p), GFP_KERNEL);\n\tp->n = 3;\n\t';
    expect(loadUnit(`\t${kept}kfree_rcu(p, rcu);\n\tpr_info("%d\\n", p->n);\n\trcu_barrier();\n\tp = NULL;\n\tkfree_rcu(p, rcu);`, { before })).toEqual({ log: ['3'], rules: [] });
    expect(loadUnit(`\t${kept}call_rcu(&p->rcu, gone);\n\tkfree(p);`, { before, profile: 'linux-4.x' }).rules).toContain('freed-while-active');
  });

  it('a reader may not sleep', () => {
    expect(loadUnit('\trcu_read_lock();\n\tmsleep(20);\n\trcu_read_unlock();', { before }).rules).toEqual(['sleep-in-atomic', 'scheduling-while-atomic']);
  });

  it('a module that goes with a callback queued is told what was missing, and the callback faults', () => {
    const bench = new TestBench('linux-6.1');
    bench.kernel.putFile('unit.c', `#include <linux/module.h>\n${before}\nstatic int begin(void)\n{\n\tcall_rcu(&one.rcu, gone);\n\treturn 0;\n}\nstatic void end(void)\n{\n}\nmodule_init(begin);\nmodule_exit(end);\nMODULE_LICENSE("GPL");\n`);
    bench.enter('insmod unit.ko; rmmod unit');
    bench.clock.run(40_000_000);
    expect(bench.kernel.findings.find((one) => one.rule === 'module-leaks')?.message).toContain('an RCU callback that waits for readers (call rcu_barrier): ');
    expect(bench.rules()).toContain('kernel-panic');
  });

  it('goes on from a snapshot', () => {
    const bench = new TestBench('linux-6.1');
    const { rcu } = bench.kernel.core;
    rcu.add({ what: 'wake', head: 0, func: 0, pointer: 0, queue: 'rcu:1', cause: 0, owner: 'unit' });
    const saved = rcu.save();
    rcu.beginRound(false);
    rcu.take();
    rcu.load(saved);
    expect(rcu.waiting).toHaveLength(1);
    expect(rcu.take()).toBeUndefined();
    rcu.beginRound(true);
    expect(rcu.take()).toBeUndefined();
    expect(rcu.wantsTick()).toBe(true);
    rcu.beginRound(false);
    expect(rcu.take()?.queue).toBe('rcu:1');
  });
});
