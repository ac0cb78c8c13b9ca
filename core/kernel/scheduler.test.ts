import { describe, expect, it } from 'vitest';
import { Scheduler } from './scheduler';
import { newFrame } from './task';
import type { Task } from './task';
import { TestBench } from './test-bench';

function withTasks(...names: string[]): { scheduler: Scheduler; tasks: Task[]; roused: () => number } {
  let count = 0;
  const scheduler = new Scheduler(() => count++);
  const tasks = names.map((name) => scheduler.create(name, newFrame('none', [], 0, 'user'), 0));
  return { scheduler, tasks, roused: () => count };
}

describe('scheduler', () => {
  it('gives turns in the order of becoming ready', () => {
    const { scheduler, tasks, roused } = withTasks('a', 'b');
    scheduler.start(tasks[1]);
    scheduler.start(tasks[0]);
    expect(roused()).toBe(2);
    expect(scheduler.choose(100)).toBe(true);
    expect(scheduler.current?.name).toBe('b');
    scheduler.preempt(99);
    expect(scheduler.current?.name).toBe('b');
    scheduler.preempt(100);
    expect(scheduler.current).toBeUndefined();
    scheduler.choose(200);
    expect(scheduler.current?.name).toBe('a');
    scheduler.end(tasks[0]);
    scheduler.choose(300);
    expect(scheduler.current?.name).toBe('b');
  });

  it('keeps a task that is alone, whatever its slice', () => {
    const { scheduler, tasks } = withTasks('a');
    scheduler.start(tasks[0]);
    scheduler.choose(10);
    scheduler.preempt(1000);
    expect(scheduler.current?.name).toBe('a');
  });

  it('wakes who waited longest first', () => {
    const { scheduler, tasks } = withTasks('a', 'b', 'c');
    for (const i of [2, 0, 1]) scheduler.sleep(tasks[i], 'queue', null, false);
    expect(scheduler.wake('other')).toBe(0);
    expect(scheduler.wake('queue', 1)).toBe(1);
    scheduler.choose(10);
    expect(scheduler.current?.name).toBe('c');
    expect(scheduler.wake('queue')).toBe(2);
    scheduler.end(tasks[2]);
    scheduler.choose(10);
    expect(scheduler.current?.name).toBe('a');
  });

  it('ends waits in time, and says so to the sleeper', () => {
    const { scheduler, tasks } = withTasks('a', 'b');
    scheduler.sleep(tasks[0], 'queue', 500, false);
    scheduler.sleep(tasks[1], 'queue', null, false);
    expect(scheduler.nextWake).toBe(500);
    scheduler.expire(499);
    expect(tasks[0].state).toBe('waiting');
    scheduler.expire(500);
    expect([tasks[0].state, tasks[0].frames[0].result, tasks[1].state]).toEqual(['ready', 1, 'waiting']);
    scheduler.wake('queue');
    expect(tasks[1].frames[0].result).toBe(0);
    expect(scheduler.nextWake).toBe(Infinity);
  });

  it('lets a second program end while a first one never sleeps', () => {
    const bench = new TestBench();
    bench.enter('cat /dev/zero > /dev/null');
    bench.clock.run(100_000);
    const second = bench.kernel.core.cpu.spawn('true', 'bin:start', { program: 'true', argv: [], redirect: null, append: false }, 0, 'true');
    bench.clock.run(3_000_000);
    expect(second.state).toBe('dead');
    expect(bench.kernel.shell.busy).toBe(true);
  });
});

describe('a seed', () => {
  /** Two threads that note their turns. */
  const SOURCE = `#include <linux/module.h>
#include <linux/kthread.h>
#include <linux/delay.h>
static struct task_struct *one, *two;
static int turn(void *name) {
	int i, j;
	for (i = 0; i < 3; i++) { for (j = 0; j < 300000; j++) ; pr_info("%s %d\\n", (char *)name, i); }
	while (!kthread_should_stop()) msleep(10);
	return 0;
}
static int start(void) { one = kthread_run(turn, "a", "a"); two = kthread_run(turn, "b", "b"); return 0; }
static void stop(void) { kthread_stop(one); kthread_stop(two); }
module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
`;
  const order = (seed?: number): string => {
    const bench = new TestBench('linux-4.x', seed === undefined ? {} : { seed });
    bench.kernel.putFile('turns.c', SOURCE);
    bench.enter('insmod turns.ko');
    bench.clock.run(12_000_000);
    return bench.log.filter((line) => /^[ab] \d$/.test(line)).join(',');
  };

  it('gives another order of turns, and the same seed the same', () => {
    const orders = [undefined, 1, 2, 2, 3].map(order);
    expect(orders[1]).toBe(orders[0]);
    expect(orders[3]).toBe(orders[2]);
    expect(new Set(orders).size).toBeGreaterThan(1);
    for (const one of orders) expect(one.split(',').sort()).toEqual(orders[0].split(',').sort());
  });
});
