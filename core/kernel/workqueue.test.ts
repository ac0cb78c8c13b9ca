import { describe, expect, it } from 'vitest';
import type { DriverView, Statement } from './driver-bench';
import { DriverBench, does, notes, notesResult, returns } from './driver-bench';

/** INIT_WORK */
const init = (symbol: string, func: string): Statement => ({ k, at }) => {
  k.memory.zero(at(symbol), 64);
  k.memory.setField('work_struct', at(symbol), 'func', at(func));
  return undefined;
};
const asTask = notes(({ k }) => `${k.cpu.inInterrupt ? 'interrupt' : (k.cpu.currentTask?.name ?? 'nobody')}`);
/** Remember the last result in a word of `more`. */
const keep = (index: number): Statement => ({ k, at, result }) => void k.memory.setWord(at('more') + 4 * index, result);
const kept = (driver: DriverView, index: number): number => driver.k.memory.word(driver.at('more') + 4 * index);
const withKept = (name: string, index: number, ...args: readonly (string | number)[]): Statement => (driver) => ({ op: 'call', name, args: [kept(driver, index), ...args.map((arg) => (typeof arg === 'string' ? driver.at(arg) : arg))] });

describe('work items', () => {
  it('run in a kworker, with their address, and may sleep', () => {
    const driver = new DriverBench({ functions: { init: [init('data', 'work'), does('schedule_work', 'data'), notesResult, does('schedule_work', 'data'), notesResult, returns(0)], work: [asTask, notes(({ frame, at }) => frame.args[0] - at('data')), does('msleep', 10), notes('done'), returns(0)] } });
    expect(driver.notes).toEqual([1, 0, 'kworker/0:0', 0, 'done']);
    expect(driver.bench.rules()).toEqual([]);
  });

  it('may be queued again while they run, and run again', () => {
    let again = true;
    const driver = new DriverBench({
      functions: {
        init: [init('data', 'work'), does('schedule_work', 'data'), returns(0)],
        work: [notes('begin'), (d) => (again ? ((again = false), does('schedule_work', 'data')(d)) : undefined), does('msleep', 10), notes('end'), returns(0)],
      },
    });
    expect(driver.notes).toEqual(['begin', 'end', 'begin', 'end']);
  });

  it('of a single-threaded queue run one after another, of a common one at the same time', () => {
    const at = (offset: number, name: string): Statement => (d) => ({ op: 'call', name, args: name === 'schedule_work' ? [d.at('data') + offset] : [kept(d, 0), d.at('data') + offset] });
    const functions = (name: string): Record<string, Statement[]> => ({
      init: [
        init('data', 'work'), ({ k, at: where }) => void k.memory.setField('work_struct', where('data') + 64, 'func', where('work')),
        does('create_singlethread_workqueue', 's_name'), keep(0), at(0, name), at(64, name), returns(0),
      ],
      work: [notes('begin'), does('msleep', 10), notes('end'), returns(0)],
    });
    expect(new DriverBench({ functions: functions('queue_work') }).notes).toEqual(['begin', 'end', 'begin', 'end']);
    expect(new DriverBench({ functions: functions('schedule_work') }).notes).toEqual(['begin', 'begin', 'end', 'end']);
  });

  it('are waited for by flush_work, flush_workqueue and destroy_workqueue', () => {
    const driver = new DriverBench({
      functions: {
        init: [
          init('data', 'work'), does('alloc_workqueue', 's_name', 0, 1), keep(0), withKept('queue_work', 0, 'data'), does('flush_work', 'data'), notesResult, does('flush_work', 'data'), notesResult,
          withKept('queue_work', 0, 'data'), withKept('flush_workqueue', 0), notes('flushed'), withKept('queue_work', 0, 'data'), withKept('destroy_workqueue', 0), notes('destroyed'), withKept('queue_work', 0, 'data'), notesResult, returns(0),
        ],
        work: [does('msleep', 10), notes('worked'), returns(0)],
      },
    });
    expect(driver.notes).toEqual(['worked', 1, 0, 'worked', 'flushed', 'worked', 'destroyed', 0]);
    expect(driver.bench.rules()).toEqual(['unknown-workqueue']);
    expect(driver.core.works.list.map((queue) => queue.owner)).toEqual([]);
  });

  it('are taken back by cancel_work_sync, or waited for', () => {
    const driver = new DriverBench({
      functions: {
        init: [init('data', 'work'), does('local_irq_disable'), does('schedule_work', 'data'), does('local_irq_enable'), does('cancel_work_sync', 'data'), notesResult, does('schedule_work', 'data'), does('msleep', 10), does('cancel_work_sync', 'data'), notesResult, returns(0)],
        work: [notes('begin'), does('msleep', 50), notes('end'), returns(0)],
      },
    });
    expect(driver.notes).toEqual([1, 'begin', 'end', 0]);
  });

  it('that wait for themselves, or end under a lock, are reported', () => {
    const itself = new DriverBench({ functions: { init: [init('data', 'work'), does('schedule_work', 'data'), returns(0)], work: [does('cancel_work_sync', 'data'), notes('never'), returns(0)] } });
    expect([itself.notes, itself.bench.rules()]).toEqual([[], ['work-waits-for-itself']]);
    const locked = new DriverBench({ functions: { init: [init('data', 'work'), does('schedule_work', 'data'), returns(0)], work: [does('preempt_disable'), returns(0)] } });
    expect(locked.bench.rules()).toEqual(['work-leaks-atomic']);
  });
});

describe('delayed work', () => {
  const elapsed = notes(({ k }) => Math.round((k.hardware.clock.now / k.hardware.clock.hertz) * 1000));

  it.each(['linux-4.x', 'linux-6.1'])('runs after its time on %s', (profile) => {
    const driver = new DriverBench({ functions: { init: [init('data', 'work'), does('schedule_delayed_work', 'data', 3), notesResult, does('schedule_delayed_work', 'data', 1), notesResult, returns(0)], work: [elapsed, asTask, returns(0)] } }, profile);
    expect(driver.notes).toEqual([1, 0, 30, 'kworker/0:0']);
  });

  it('can be cancelled, hurried, and moved', () => {
    const driver = new DriverBench({
      functions: {
        init: [
          init('data', 'work'), does('schedule_delayed_work', 'data', 3), does('cancel_delayed_work_sync', 'data'), notesResult, does('cancel_delayed_work', 'data'), notesResult, does('schedule_delayed_work', 'data', 3), does('flush_delayed_work', 'data'), notesResult,
          does('__system_wq'), keep(0), does('schedule_delayed_work', 'data', 3), withKept('mod_delayed_work', 0, 'data', 6), notesResult, returns(0),
        ],
        work: [elapsed, returns(0)],
      },
    });
    expect(driver.notes).toEqual([1, 0, 0, 1, 1, 60]);
  });
});

describe('kernel threads', () => {
  const create = does('kthread_create_on_node', 'thread', 5, -1, 's_format', 3);
  const strings = { s_format: 'dma-%d' };

  it('begin when they are woken, and give kthread_stop their result', () => {
    const driver = new DriverBench({
      strings,
      functions: {
        init: [create, keep(0), notes('made'), does('msleep', 20), withKept('wake_up_process', 0), notesResult, does('msleep', 20), withKept('kthread_stop', 0), notesResult, returns(0)],
        thread: [asTask, notes(({ frame }) => frame.args[0]), does('kthread_should_stop'), notesResult, does('schedule_timeout_interruptible', 0x7fff_ffff), does('kthread_should_stop'), notesResult, returns(7)],
      },
    });
    expect(driver.notes).toEqual(['made', 1, 'dma-3', 5, 0, 1, 7]);
    expect(driver.core.cpu.tasks.map((task) => task.name)).toEqual(['sh']);
  });

  it('that are stopped before they begin answer -EINTR', () => {
    const driver = new DriverBench({ strings, functions: { init: [create, keep(0), withKept('kthread_stop', 0), notesResult, returns(0)], thread: [notes('never'), returns(0)] } });
    expect(driver.notes).toEqual([-4]);
  });

  it('that have ended may not be stopped', () => {
    const driver = new DriverBench({ strings, functions: { init: [create, keep(0), withKept('wake_up_process', 0), does('msleep', 20), withKept('kthread_stop', 0), returns(0)], thread: [returns(0)] } });
    expect(driver.bench.rules()).toEqual(['kthread-stop-after-end']);
  });

  it('are refused when there are too many', () => {
    const driver = new DriverBench({
      strings,
      functions: {
        init: [create, (d) => {
          const again = (d.result | 0) < -4095 || (d.result | 0) > 0;
          if (again) d.frame.pc -= 2;
          return undefined;
        }, notes(({ k }) => k.cpu.tasks.length), returns(-12)],
        thread: [returns(0)],
      },
    });
    expect(driver.notes).toEqual([512]);
  });

  it('are not killed', () => {
    const driver = new DriverBench({ strings, functions: { init: [create, keep(0), withKept('wake_up_process', 0), returns(0)], thread: [does('schedule_timeout_interruptible', 0x7fff_ffff), notes('woken'), returns(0)] } });
    const thread = driver.core.cpu.tasks.find((task) => task.kernelThread);
    driver.bench.run(`kill -9 ${thread?.pid ?? 0}`);
    expect(thread?.state).toBe('waiting');
  });
});

describe('wait queues', () => {
  /** wait_event(queue in data, word `more[0]` != 0) as the macro does it. */
  const waitEvent = (state: number): Statement[] => [
    ({ at }) => ({ op: 'call', name: 'prepare_to_wait_event', args: [at('data'), at('data') + 64, state] }),
    (driver) => {
      if ((driver.result | 0) === -512 || kept(driver, 0) !== 0) driver.frame.pc++;
      return undefined;
    },
    (driver) => {
      driver.frame.pc -= 3;
      return { op: 'call', name: 'schedule', args: [] };
    },
    (driver) => {
      driver.frame.locals.signalled = (driver.result | 0) === -512;
      return { op: 'call', name: 'finish_wait', args: [driver.at('data'), driver.at('data') + 64] };
    },
  ];
  const wake: Statement = ({ at }) => ({ op: 'call', name: '__wake_up', args: [at('data'), 3, 1, 0] });

  it('wake the sleeper, who looks again', () => {
    const driver = new DriverBench({
      functions: {
        init: [init('data', 'work'), does('setup_timer', 'more2', 'first', 0), does('mod_timer', 'more2', -30000 + 5), ...waitEvent(2), notes('awake'), returns(0)],
        first: [notes('first'), wake, does('setup_timer', 'more3', 'second', 0), does('mod_timer', 'more3', -30000 + 8), returns(0)],
        second: [notes('second'), ({ k, at }) => void k.memory.setWord(at('more'), 1), does('waitqueue_active', 'data'), notesResult, wake, does('waitqueue_active', 'data'), notesResult, notes('woke'), returns(0)],
        work: [],
      },
      globals: ['data', 'more', 'more2', 'more3'].map((name) => ({ name, bytes: 128 })),
    });
    expect(driver.notes).toEqual(['first', 'second', 1, 0, 'woke', 'awake']);
    expect(driver.core.waitQueues.on(driver.at('data'))).toEqual([]);
  });

  it('do not lose a wake between the look and the sleep', () => {
    const driver = new DriverBench({ functions: { init: [({ at }) => ({ op: 'call', name: 'prepare_to_wait', args: [at('data'), at('data') + 64, 2] }), wake, does('schedule'), notes('goes on'), returns(0)] } });
    expect(driver.notes).toEqual(['goes on']);
  });

  it('end an interruptible wait by a signal', () => {
    const driver = new DriverBench({ functions: { init: [...waitEvent(1), notes(({ frame }) => (frame.locals.signalled === true ? 'signalled' : 'not')), returns(-4)] } }, 'linux-4.x', false);
    driver.bench.enter('insmod driver');
    driver.bench.settle();
    expect(driver.core.cpu.tasks.find((task) => task.name === 'insmod')?.state).toBe('waiting');
    driver.bench.kernel.shell.interrupt();
    driver.bench.settle();
    expect(driver.notes).toEqual(['signalled']);
    expect(driver.bench.kernel.shell.busy).toBe(false);
  });

  it('keep who sleeps by hand until they are removed', () => {
    const driver = new DriverBench({
      functions: {
        init: [
          ({ k, at }) => void k.memory.setField('wait_queue_entry', at('data') + 64, 'private', k.cpu.currentTask === undefined ? 0 : 0), does('get_current'), ({ k, at, result }) => void k.memory.setField('wait_queue_entry', at('data') + 64, 'private', result),
          ({ at }) => ({ op: 'call', name: 'add_wait_queue', args: [at('data'), at('data') + 64] }), does('__set_task_state', 1), does('schedule_timeout', 5), notesResult, does('waitqueue_active', 'data'), notesResult,
          ({ at }) => ({ op: 'call', name: 'remove_wait_queue', args: [at('data'), at('data') + 64] }), does('waitqueue_active', 'data'), notesResult, does('schedule_timeout', 5), notesResult, returns(0),
        ],
      },
    });
    expect(driver.notes).toEqual([0, 1, 0, 4]);
  });
});

describe('completions', () => {
  it('are tried without waiting, and count', () => {
    const driver = new DriverBench({
      functions: {
        init: [
          does('init_completion', 'data'), does('try_wait_for_completion', 'data'), notesResult, does('complete', 'data'), does('complete', 'data'), does('completion_done', 'data'), notesResult, does('try_wait_for_completion', 'data'), notesResult,
          does('wait_for_completion_timeout', 'data', 5), notesResult, does('completion_done', 'data'), notesResult, does('wait_for_completion_timeout', 'data', 5), notesResult, returns(0),
        ],
      },
    });
    expect(driver.notes).toEqual([0, 1, 1, 5, 0, 0]);
  });
});

it('threads and work in mid-flight survive a snapshot', () => {
  const parts = { functions: { init: [init('data', 'work'), does('schedule_delayed_work', 'data', 3), does('schedule_work', 'more'), returns(0)], work: [notes('work'), does('msleep', 30), notes('worked'), returns(0)] } };
  const driver = new DriverBench(parts, 'linux-4.x', false);
  driver.bench.enter('insmod driver');
  driver.bench.clock.run(driver.bench.clock.hertz * 0.045);
  const snapshot = driver.bench.snapshot();
  driver.bench.settle(40_000_000);
  const end = driver.bench.digest();
  driver.bench.restore(snapshot);
  driver.bench.settle(40_000_000);
  expect(driver.bench.digest()).toBe(end);
  expect(driver.notes).toEqual(['work', 'worked', 'worked']);
});
