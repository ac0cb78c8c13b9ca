import { describe, expect, it } from 'vitest';
import type { Statement } from './driver-bench';
import { DriverBench, does, notes, notesResult, returns } from './driver-bench';
import { TestBench } from './test-bench';

const GIC = 48;
/** The Linux number of the line depends on the profile. */
const request: Statement = (driver) => does('request_irq', driver.k.irqs.byGic(GIC)?.linux ?? 0, 'handler', 4, 's_name', 0)(driver);
const silence: Statement = ({ k }) => {
  k.hardware.gic.setLevel(GIC, false, 0);
  return undefined;
};

/** A driver whose interrupt schedules the tasklet in `data`. */
function withTasklet(parts: Record<string, readonly Statement[]>, profile = 'linux-4.x', load = true): DriverBench {
  return new DriverBench({
    functions: {
      init: [does('tasklet_init', 'data', 'soft', 42), request, returns(0)],
      handler: [silence, notes('hard'), does('tasklet_schedule', 'data'), notes('hard ends'), returns(1)],
      soft: [notes(({ frame }) => `soft ${frame.args[0]}`), returns(0)],
      ...parts,
    },
  }, profile, load);
}

function interrupt(driver: DriverBench): void {
  driver.bench.gic.setLevel(GIC, true, 0);
  driver.bench.settle();
}

describe('tasklets', () => {
  it('run after the interrupt that scheduled them, with their data, and before the task goes on', () => {
    const driver = withTasklet({
      init: [does('tasklet_init', 'data', 'soft', 42), request, ({ k }) => void k.hardware.gic.setLevel(GIC, true, 0), notes('task'), notes('task'), returns(0)],
    });
    expect(driver.notes).toEqual(['hard', 'hard ends', 'soft 42', 'task', 'task']);
  });

  it('get themselves from 5.9 on', () => {
    const driver = withTasklet({ init: [does('tasklet_setup', 'data', 'soft'), request, returns(0)] }, 'linux-6.1');
    interrupt(driver);
    expect(driver.notes.at(-1)).toBe(`soft ${driver.at('data')}`);
  });

  it('run once however often they are scheduled, and again when scheduled while they run', () => {
    let more = 2;
    const driver = withTasklet({
      init: [does('tasklet_init', 'data', 'soft', 42), does('local_bh_disable'), does('tasklet_schedule', 'data'), does('tasklet_schedule', 'data'), notes('task'), does('local_bh_enable'), returns(0)],
      soft: [notes('soft'), (driver_) => (more-- > 0 ? does('tasklet_schedule', 'data')(driver_) : undefined), returns(0)],
    });
    expect(driver.notes).toEqual(['task', 'soft', 'soft', 'soft']);
  });

  it('run in the order hi, normal', () => {
    const driver = withTasklet({
      init: [
        does('tasklet_init', 'data', 'soft', 1), does('tasklet_init', 'more', 'soft', 2), does('local_bh_disable'), does('tasklet_schedule', 'data'), does('tasklet_hi_schedule', 'more'), does('local_bh_enable'), returns(0),
      ],
    });
    expect(driver.notes).toEqual(['soft 2', 'soft 1']);
  });

  it('are interrupted by hardware, but not by each other', () => {
    const driver = withTasklet({
      init: [does('tasklet_init', 'data', 'soft', 1), does('tasklet_init', 'more', 'other', 2), request, does('tasklet_schedule', 'data'), returns(0)],
      handler: [silence, notes('hard'), does('tasklet_schedule', 'more'), returns(1)],
      soft: [notes('soft'), ({ k }) => void k.hardware.gic.setLevel(GIC, true, 0), notes('soft goes on'), returns(0)],
      other: [notes('other'), returns(0)],
    });
    expect(driver.notes).toEqual(['soft', 'hard', 'soft goes on', 'other']);
  });

  const whoRuns = notes(({ k }) => `soft in ${k.cpu.currentTask?.name ?? 'nobody'}`);

  it('that a task schedules wait until it gives up the processor, and run in ksoftirqd', () => {
    const driver = withTasklet({
      init: [does('tasklet_init', 'data', 'soft', 1), does('tasklet_schedule', 'data'), does('tasklet_schedule', 'data'), notes('task goes on'), does('msleep', 20), notes('task is back'), does('tasklet_schedule', 'data'), does('tasklet_kill', 'data'), notes('killed'), returns(0)],
      soft: [whoRuns, returns(0)],
    });
    expect(driver.notes).toEqual(['task goes on', 'soft in ksoftirqd/0', 'task is back', 'soft in ksoftirqd/0', 'killed']);
    expect(driver.core.cpu.tasks.filter((task) => task.name === 'ksoftirqd/0')).toHaveLength(1);
  });

  it('that a task schedules run at the end of the next interrupt, of local_bh_enable, or of a spinlock for softirqs', () => {
    const schedule = does('tasklet_schedule', 'data');
    const driver = withTasklet({
      init: [
        does('tasklet_init', 'data', 'soft', 1), request, schedule, notes('interrupt'), ({ k }) => void k.hardware.gic.setLevel(GIC, true, 0), notes('switch'), schedule, does('local_bh_disable'), notes('off'), does('local_bh_enable'), notes('lock'),
        does('spin_lock_bh', 'more'), schedule, does('local_bh_disable'), does('local_bh_enable'), notes('locked'), does('spin_unlock_bh', 'more'), notes('unlocked'), returns(0),
      ],
      handler: [silence, returns(1)],
      soft: [whoRuns, returns(0)],
    });
    const ran = 'soft in insmod';
    expect(driver.notes).toEqual(['interrupt', ran, 'switch', 'off', ran, 'lock', 'locked', ran, 'unlocked']);
  });

  it('run with the next tick when the task does not give up the processor', () => {
    const driver = withTasklet({ init: [does('tasklet_init', 'data', 'soft', 1), does('preempt_disable'), does('tasklet_schedule', 'data'), does('mdelay', 4), notes('task'), does('mdelay', 20), notes('task'), does('preempt_enable'), returns(0)], soft: [whoRuns, returns(0)] });
    expect(driver.notes).toEqual(['task', 'soft in insmod', 'task']);
  });

  it('wait while they are disabled', () => {
    const driver = withTasklet({
      init: [does('tasklet_init', 'data', 'soft', 1), does('tasklet_disable', 'data'), does('tasklet_schedule', 'data'), notes('task'), does('tasklet_enable', 'data'), notes('task'), returns(0)],
    });
    expect(driver.notes).toEqual(['task', 'task', 'soft 1']);
  });

  it('that schedule themselves for ever let tasks run all the same', () => {
    const driver = withTasklet({ init: [does('tasklet_init', 'data', 'soft', 1), does('tasklet_schedule', 'data'), notes('task'), returns(0)], soft: [does('tasklet_schedule', 'data'), returns(0)] }, 'linux-4.x', false);
    driver.bench.enter('insmod driver');
    driver.bench.clock.run(driver.bench.clock.now + 3_000_000);
    expect(driver.notes).toEqual(['task']);
    expect(driver.bench.kernel.shell.busy).toBe(false);
  }, 20_000);

  it('are waited for by tasklet_kill', () => {
    const driver = withTasklet({
      init: [does('tasklet_init', 'data', 'soft', 1), does('local_irq_disable'), does('tasklet_schedule', 'data'), notes('task'), does('local_irq_enable'), does('tasklet_kill', 'data'), notes('killed'), returns(0)],
    });
    expect(driver.notes).toEqual(['task', 'soft 1', 'killed']);
  });

  it('may not sleep', () => {
    const driver = withTasklet({ soft: [does('msleep', 1), returns(0)] });
    interrupt(driver);
    expect(driver.bench.rules()).toEqual(['sleep-in-atomic', 'scheduling-while-atomic', 'kernel-oops', 'kernel-panic']);
    expect(driver.bench.log.join('\n')).toMatch(/BUG: sleeping function called from invalid context: msleep[^]*BUG: scheduling while atomic: \w+\/\d+\/0x00000100[^]*Fatal exception in interrupt/);
  });

  it('keep the interrupt as their cause', () => {
    const driver = withTasklet({ soft: [does('printk', 's_name'), returns(0)] });
    interrupt(driver);
    const line = driver.bench.kernel.log.at(-1);
    expect(driver.bench.journal.causes(line?.entry ?? 0).map((entry) => entry.kind)).toEqual(['log', 'softirq', 'handler', 'interrupt']);
  });
});

describe('timers', () => {
  const arm = (ticks: number): Statement => ({ k, at }) => ({ op: 'call', name: 'mod_timer', args: [at('data'), (k.jiffies + ticks) >>> 0] });
  const elapsed = notes(({ k }) => `timer at ${Math.round((k.hardware.clock.now / k.hardware.clock.hertz) * 1000)} ms`);

  it('come at their jiffy, on an idle processor too, and only once', () => {
    const driver = new DriverBench({ functions: { init: [does('setup_timer', 'data', 'tick', 7), arm(3), notesResult, arm(5), notesResult, does('timer_pending', 'data'), notesResult, returns(0)], tick: [elapsed, notes(({ frame }) => frame.args[0]), returns(0)] } });
    expect(driver.notes).toEqual([0, 1, 1, 'timer at 50 ms', 7]);
    expect(driver.core.memory.field('timer_list', driver.at('data'), 'entry')).toBe(0);
  });

  it('get their structure from 4.15 on, and may arm themselves again', () => {
    let times = 3;
    const driver = new DriverBench({ functions: { init: [does('timer_setup', 'data', 'tick', 0), arm(1), returns(0)], tick: [elapsed, notes(({ frame, at }) => frame.args[0] - at('data')), (d) => (--times > 0 ? arm(2)(d) : undefined), returns(0)] } }, 'linux-6.1');
    expect(driver.notes).toEqual(['timer at 10 ms', 0, 'timer at 30 ms', 0, 'timer at 50 ms', 0]);
  });

  it('do not come when they are deleted', () => {
    const driver = new DriverBench({ functions: { init: [does('setup_timer', 'data', 'tick', 7), arm(3), does('del_timer_sync', 'data'), notesResult, does('del_timer', 'data'), notesResult, returns(0)], tick: [elapsed, returns(0)] } });
    expect(driver.notes).toEqual([1, 0]);
    expect(driver.bench.clock.idle).toBe(true);
  });

  it('that wait for themselves, or have no function, are reported', () => {
    const driver = new DriverBench({ functions: { init: [does('mod_timer', 'more', 1), does('setup_timer', 'data', 'tick', 7), arm(1), returns(0)], tick: [does('del_timer_sync', 'data'), returns(0)] } });
    expect(driver.bench.rules()).toEqual(['timer-without-function', 'timer-waits-for-itself']);
  });

  it('wrap around with the jiffies', () => {
    const driver = new DriverBench({ functions: { init: [does('__jiffies'), notesResult, does('setup_timer', 'data', 'tick', 7), ({ at }) => ({ op: 'call', name: 'mod_timer', args: [at('data'), 5] }), returns(0)], tick: [does('__jiffies'), notesResult, returns(0)] } }, 'linux-4.x', false);
    driver.bench.enter('insmod driver');
    driver.bench.clock.run(driver.bench.clock.hertz * 301);
    expect(driver.notes).toEqual([-30000, 5]);
  });
});

describe('routines of the kernel itself', () => {
  it('run as softirqs with their arguments', () => {
    const bench = new TestBench();
    bench.kernel.core.softirq.schedule('sys_kill', [99, 0]);
    bench.settle();
    expect(bench.journal.entry(bench.journal.length - 1)).toMatchObject({ kind: 'softirq' });
    expect(bench.kernel.core.softirq.pending).toEqual([]);
  });
});
