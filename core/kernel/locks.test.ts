import { describe, expect, it } from 'vitest';
import type { Statement } from './driver-bench';
import { DriverBench, does, notes, notesResult, returns } from './driver-bench';

const GIC = 48;
const request: Statement = (driver) => does('request_irq', driver.k.irqs.byGic(GIC)?.linux ?? 0, 'handler', 4, 's_name', 0)(driver);
const line = (level: boolean): Statement => ({ k }) => void k.hardware.gic.setLevel(GIC, level, 0);
const restore = (name: string, lock: string): Statement => (driver) => ({ op: 'call', name, args: [driver.at(lock), driver.frame.locals.flags as number] });
const keepFlags: Statement = (driver) => void (driver.frame.locals.flags = driver.result);
/** A module whose init is these statements. */
const inInit = (...statements: Statement[]): DriverBench => new DriverBench({ functions: { init: [...statements, returns(0)] } });
const rulesOf = (...statements: Statement[]): string[] => inInit(...statements).bench.rules();

describe('spinlocks', () => {
  it('keep the word at their address, and are free again', () => {
    const word = notes(({ k, at }) => k.memory.word(at('data')));
    const driver = inInit(does('spin_lock_init', 'data'), does('spin_lock', 'data'), word, does('spin_is_locked', 'data'), notesResult, does('spin_trylock', 'data'), notesResult, does('spin_unlock', 'data'), word, does('spin_trylock', 'data'), notesResult, does('spin_unlock', 'data'));
    expect(driver.notes).toEqual([1, 1, 0, 0, 1]);
    expect(driver.bench.rules()).toEqual([]);
  });

  it('with irqsave keep interrupts away, and switch them on only where they were', () => {
    const driver = new DriverBench({
      functions: {
        init: [request, does('local_irq_disable'), does('__spin_lock_irqsave', 'data'), keepFlags, line(true), notes('locked'), restore('spin_unlock_irqrestore', 'data'), notes('still off'), does('local_irq_enable'), notes('on'), returns(0)],
        handler: [line(false), notes('handler'), returns(1)],
      },
    });
    expect(driver.notes).toEqual(['locked', 'still off', 'handler', 'on']);
    expect(driver.bench.rules()).toEqual([]);
  });

  it('with bh keep softirqs away', () => {
    const driver = new DriverBench({ functions: { init: [does('tasklet_init', 'more', 'soft', 0), does('spin_lock_bh', 'data'), does('tasklet_schedule', 'more'), notes('locked'), does('spin_unlock_bh', 'data'), notes('free'), returns(0)], soft: [notes('soft'), returns(0)] } });
    expect(driver.notes).toEqual(['locked', 'soft', 'free']);
  });

  it('taken twice stop the machine, and say why', () => {
    const driver = inInit(does('spin_lock', 'data'), does('spin_lock', 'data'), notes('never'));
    expect(driver.notes).toEqual([]);
    expect(driver.bench.rules()).toEqual(['spinlock-deadlock', 'kernel-panic']);
    expect(driver.bench.kernel.findings[0].message).toMatch(/wants the lock at .*, which init \[driver\] holds \(task:\d+\): it waits for itself/);
    expect(driver.bench.log.join('\n')).toMatch(/BUG: spinlock recursion on CPU#0, insmod\/\d+/);
  });

  it('held when the interrupt comes are a deadlock', () => {
    const driver = new DriverBench({ functions: { init: [request, does('spin_lock', 'data'), line(true), notes('never'), returns(0)], handler: [does('spin_lock', 'data'), returns(1)] } });
    expect(driver.notes).toEqual([]);
    expect(driver.bench.rules()).toEqual(['spinlock-deadlock', 'kernel-panic']);
    expect(driver.bench.kernel.findings[0].message).toContain('in an interrupt handler, spins for ever');
  });

  it('that an interrupt could meet are told even if it did not come', () => {
    const functions = (lock: string, unlock: string): Record<string, Statement[]> => ({ init: [request, does(lock, 'data'), keepFlags, restore(unlock, 'data'), line(true), returns(0)], handler: [line(false), does('spin_lock', 'data'), does('spin_unlock', 'data'), returns(1)] });
    expect(new DriverBench({ functions: functions('spin_lock', 'spin_unlock') }).bench.rules()).toEqual(['lock-not-irq-safe']);
    expect(new DriverBench({ functions: functions('spin_lock_bh', 'spin_unlock_bh') }).bench.rules()).toEqual(['lock-not-irq-safe']);
    expect(new DriverBench({ functions: functions('__spin_lock_irqsave', 'spin_unlock_irqrestore') }).bench.rules()).toEqual([]);
  });

  it('that a tasklet could meet need bh', () => {
    const functions = (lock: string, unlock: string): Record<string, Statement[]> => ({ init: [does('tasklet_init', 'more', 'soft', 0), does(lock, 'data'), does(unlock, 'data'), does('tasklet_schedule', 'more'), returns(0)], soft: [does('spin_lock', 'data'), does('spin_unlock', 'data'), returns(0)] });
    expect(new DriverBench({ functions: functions('spin_lock', 'spin_unlock') }).bench.rules()).toEqual(['lock-not-irq-safe']);
    expect(new DriverBench({ functions: functions('spin_lock_bh', 'spin_unlock_bh') }).bench.rules()).toEqual([]);
  });

  it('unlocked without a lock, or left locked, are reported', () => {
    expect(rulesOf(does('spin_unlock', 'data'))).toEqual(['unlock-of-unlocked']);
    const left = inInit(does('spin_lock', 'data'));
    expect(left.bench.rules()).toEqual(['lock-left-held']);
    expect(left.bench.log.join('\n')).toMatch(/BUG: lock held when returning to user space! insmod/);
    expect(rulesOf(does('local_irq_disable'))).toEqual(['lock-left-held']);
  });

  it('forbid to sleep, and say where', () => {
    const driver = inInit(does('spin_lock', 'data'), does('msleep', 1), does('spin_unlock', 'data'));
    expect(driver.bench.rules()).toEqual(['sleep-in-atomic', 'scheduling-while-atomic']);
    expect(driver.bench.kernel.findings[0].message).toContain('msleep may sleep, but was called in a section under a spinlock');
    expect(rulesOf(does('spin_lock', 'data'), does('mdelay', 1), does('spin_unlock', 'data'))).toEqual([]);
  });
});

describe('reader-writer locks', () => {
  it('let readers in together, and a writer alone', () => {
    expect(rulesOf(does('read_lock', 'data'), does('read_lock', 'data'), does('read_unlock', 'data'), does('read_unlock', 'data'), does('write_lock', 'data'), does('write_unlock', 'data'))).toEqual([]);
    expect(rulesOf(does('read_lock', 'data'), does('write_lock', 'data'))).toEqual(['spinlock-deadlock', 'kernel-panic']);
  });
});

/** A driver with a second task that does `thread`; init waits for it. */
const withThread = (init: Statement[], thread: Statement[]): DriverBench => new DriverBench({
  functions: {
    init: [does('kthread_create_on_node', 'thread', 0, -1, 's_name'), ({ result }) => ({ op: 'call', name: 'wake_up_process', args: [result] }), ...init, returns(0)],
    thread: [...thread, returns(0)],
  },
});

describe('mutexes', () => {
  it('let one in, and wake the other', () => {
    const driver = withThread([does('mutex_lock', 'data'), notes('init has it'), does('msleep', 20), notes('init gives'), does('mutex_unlock', 'data'), does('msleep', 20)], [does('msleep', 10), does('mutex_trylock', 'data'), notesResult, does('mutex_lock', 'data'), notes('thread has it'), does('mutex_unlock', 'data')]);
    expect(driver.notes).toEqual(['init has it', 0, 'init gives', 'thread has it']);
    expect(driver.bench.rules()).toEqual([]);
  });

  it('taken twice, given by another or not held, are reported', () => {
    const twice = new DriverBench({ functions: { init: [does('mutex_lock', 'data'), does('mutex_lock', 'data'), notes('never'), returns(0)] } }, 'linux-4.x', false);
    twice.bench.enter('insmod driver');
    twice.bench.settle();
    expect([twice.notes, twice.bench.rules(), twice.bench.kernel.shell.busy]).toEqual([[], ['lock-recursion'], true]);
    expect(rulesOf(does('mutex_unlock', 'data'))).toEqual(['unlock-of-unlocked']);
    expect(withThread([does('msleep', 20), does('mutex_unlock', 'data')], [does('mutex_lock', 'data'), does('msleep', 50)]).bench.rules()).toEqual(['unlock-by-other']);
  });

  it('may not be taken under a spinlock', () => {
    expect(rulesOf(does('spin_lock', 'data'), does('mutex_lock', 'more'), does('mutex_unlock', 'more'), does('spin_unlock', 'data'))).toEqual(['sleep-in-atomic']);
  });
});

describe('semaphores', () => {
  it('count, and give up after their time', () => {
    const driver = inInit(does('sema_init', 'data', 2), does('down', 'data'), does('down_interruptible', 'data'), notesResult, does('down_trylock', 'data'), notesResult, does('down_timeout', 'data', 3), notesResult, does('up', 'data'), does('down_timeout', 'data', 3), notesResult);
    expect(driver.notes).toEqual([0, 1, -62, 0]);
  });

  it('wake the one who waits', () => {
    const driver = withThread([does('sema_init', 'data', 0), does('msleep', 20), notes('up'), does('up', 'data'), does('msleep', 20)], [does('msleep', 10), does('down', 'data'), notes('down')]);
    expect(driver.notes).toEqual(['up', 'down']);
  });

  it('of readers and writers', () => {
    const driver = withThread([does('down_read', 'data'), does('down_read_trylock', 'data'), notesResult, does('msleep', 20), does('up_read', 'data'), does('up_read', 'data'), does('msleep', 20)], [does('msleep', 10), does('down_write_trylock', 'data'), notesResult, does('down_write', 'data'), notes('writes'), does('up_write', 'data')]);
    expect(driver.notes).toEqual([1, 0, 'writes']);
  });
});

describe('atomic values', () => {
  const set = (value: number): Statement => ({ k, at }) => void k.memory.setWord(at('data'), value >>> 0);
  const word = notes(({ k, at }) => k.memory.word(at('data')) | 0);
  it('change and answer', () => {
    const driver = inInit(
      set(5), (d) => does('atomic_add', -7, 'data')(d), word, does('atomic_inc_return', 'data'), notesResult, does('atomic_dec_and_test', 'data'), notesResult, does('atomic_add_return', 3, 'data'), notesResult, does('atomic_dec_and_test', 'data'), notesResult,
      does('atomic_cmpxchg', 'data', 0, 9), notesResult, does('atomic_cmpxchg', 'data', 0, 1), notesResult, does('atomic_add_unless', 'data', 1, 9), notesResult, does('atomic_xchg', 'data', 4), notesResult, does('atomic_fetch_or', 3, 'data'), notesResult, word,
    );
    expect(driver.notes).toEqual([-2, -1, 0, 1, 1, 0, 9, 0, 9, 4, 7]);
  });

  it('count references, and notice one too many', () => {
    const driver = inInit(does('refcount_set', 'data', 1), does('refcount_inc', 'data'), does('refcount_dec_and_test', 'data'), notesResult, does('refcount_dec_and_test', 'data'), notesResult, does('refcount_dec_and_test', 'data'), notesResult);
    expect(driver.notes).toEqual([0, 1, 0]);
    expect(driver.bench.rules()).toEqual(['refcount-underflow']);
  });

  it('are bits, found and changed', () => {
    const driver = inInit(
      does('set_bit', 37, 'data'), does('find_first_bit', 'data', 64), notesResult, does('test_and_set_bit', 37, 'data'), notesResult, does('test_bit', 36, 'data'), notesResult, does('find_next_bit', 'data', 64, 38), notesResult, does('find_first_zero_bit', 'data', 64), notesResult,
      does('test_and_clear_bit', 37, 'data'), notesResult, does('find_first_bit', 'data', 50), notesResult, does('ffs', 0x50), notesResult, does('fls', 0x50), notesResult, does('ffz', 0x7), notesResult, does('hweight32', 0xf1), notesResult,
    );
    expect(driver.notes).toEqual([37, 1, 0, 64, 0, 1, 50, 5, 7, 3, 5]);
  });

  it('are exchanged by size', () => {
    const driver = inInit(set(0x1122_3344), ({ at }) => ({ op: 'call', name: '__xchg', args: [0xff, at('data') + 1, 1] }), notesResult, word, ({ at }) => ({ op: 'call', name: '__cmpxchg', args: [at('data'), 0x44, 0x99, 1] }), notesResult, word);
    expect(driver.notes).toEqual([0x33, 0x1122_ff44, 0x44, 0x1122_ff99]);
  });
});
