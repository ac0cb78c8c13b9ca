/** Giving up the processor, wait queues. Behaviour: kernel/sched/{core,wait}.c, kernel/time/timer.c. */
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import { HZ } from '../kernel-core';
import { next, value } from '../operations';
import type { Frame, Op, Step } from '../operations';
import { currentStruct, scheduleQueue, setState, stateOf, structOf, TASK, taskOfStruct, TASK_NORMAL, wakeTask } from '../task-struct';
import type { KernelFunction } from './declare';

const SCHED = 'linux/sched.h';
const WAIT = 'linux/wait.h';
/** MAX_SCHEDULE_TIMEOUT: without limit. */
const FOR_EVER = 0x7fff_ffff;
/** wait_queue_entry.flags */
const EXCLUSIVE = 1;

export const cyclesPerJiffy = (k: KernelCore): number => Math.ceil(k.hardware.clock.hertz / HZ);

/** Sleep as the task's state says; `cycles`: at most so long. Without a task the CPU reports the bug. */
function sleepOp(k: KernelCore, cycles?: number): Op {
  const task = k.cpu.currentTask;
  const atMost = cycles === undefined ? {} : { cycles };
  if (k.cpu.inInterrupt || task === undefined) return { op: 'wait', queue: 'schedule', ...atMost };
  const state = stateOf(k, task);
  if (state === TASK.RUNNING) return { op: 'wait', queue: 'yield', cycles: 1 };
  if (k.waitQueues.has(k, task)) k.dmaengine.transactions.taskWaits(k);
  return { op: 'wait', queue: scheduleQueue(task), ...atMost, ...((state & TASK.INTERRUPTIBLE) !== 0 ? { interruptible: true as const } : {}) };
}

function awake(k: KernelCore): void {
  if (k.cpu.currentTask !== undefined) setState(k, k.cpu.currentTask, TASK.RUNNING);
}

/** schedule_timeout: sleep in the state given (undefined: as it is) for at most so many jiffies; answers the jiffies left. */
function timeoutSteps(state?: number): Step<KernelCore>[] {
  return [
    {
      text: '',
      run: (f, k) => {
        if (state !== undefined && k.cpu.currentTask !== undefined) setState(k, k.cpu.currentTask, state);
        const timeout = f.args[0] | 0;
        f.locals.until = timeout === FOR_EVER ? -1 : k.hardware.clock.now + timeout * cyclesPerJiffy(k);
        if (timeout === FOR_EVER) return sleepOp(k);
        if (timeout < 0) k.print(3, `schedule_timeout: wrong timeout value ${timeout.toString(16)}`);
        return timeout <= 0 ? next(20) : sleepOp(k, timeout * cyclesPerJiffy(k));
      },
    },
    {
      text: '',
      run: (f, k) => {
        awake(k);
        if (f.locals.until === -1) return value(FOR_EVER);
        return value(Math.max(0, Math.floor(((f.locals.until as number) - k.hardware.clock.now) / cyclesPerJiffy(k))));
      },
    },
  ];
}

/** `entry` becomes a member of `queue`, and the task's state is set: it must not sleep before it has looked at its condition again. */
function prepare(k: KernelCore, queue: number, entry: number, state: number, exclusive: boolean): void {
  const task = k.cpu.currentTask;
  if (task === undefined || k.cpu.inInterrupt) return;
  k.memory.setField('wait_queue_entry', entry, 'private', structOf(k, task));
  k.memory.setField('wait_queue_entry', entry, 'flags', exclusive ? EXCLUSIVE : 0);
  k.waitQueues.add({ queue, entry, exclusive, once: true });
  setState(k, task, state);
}

function signalled(k: KernelCore, state: number): boolean {
  return (state & TASK.INTERRUPTIBLE) !== 0 && (k.cpu.currentTask?.signal ?? 0) !== 0;
}

function wakeProcess(k: KernelCore, address: number): number {
  const task = taskOfStruct(k, address);
  if (task !== undefined) return wakeTask(k, task, TASK_NORMAL) ? 1 : 0;
  k.find({ rule: 'wake-of-no-task', message: `wake_up_process(0x${address.toString(16)}): there is no such task${k.threads.byTask(address)?.over === true ? ' any more: the thread has ended' : ''}.`, address });
  return 0;
}

const sleeping = (prototype: string, state?: number): KernelFunction => ({ prototype, header: SCHED, sleeps: true, steps: timeoutSteps(state) });

/** sleep_on and its kin: race-prone, gone since 3.15. */
function sleepOn(prototype: string, state: number): KernelFunction {
  return {
    prototype, header: WAIT, sleeps: true, until: '3.15', replacedBy: 'wait_event or wait_event_interruptible',
    steps: [
      { text: '', run: (_f, k) => {
        if (k.cpu.currentTask !== undefined) setState(k, k.cpu.currentTask, state);
        return next(10);
      } },
      { text: '', run: (f, k) => ({ op: 'wait', queue: `sleep_on:${f.args[0].toString(16)}`, ...(state === TASK.INTERRUPTIBLE ? { interruptible: true as const } : {}), ...waitLimit(f, k) }) },
      { text: '', run: (_f, k) => {
        awake(k);
        return value(0);
      } },
    ],
  };
}

const waitLimit = (f: Frame, k: KernelCore): { cycles?: number } => (f.args.length > 1 ? { cycles: f.args[1] * cyclesPerJiffy(k) } : {});

function touchWatchdog(k: KernelCore): number {
  k.cpu.restartWatch();
  return 0;
}

export const SCHEDULING: readonly KernelFunction[] = [
  {
    prototype: 'void schedule(void)', header: SCHED, sleeps: true,
    steps: [
      { text: '', run: (_f, k) => sleepOp(k) },
      { text: '', run: (_f, k) => {
        awake(k);
        return value(0);
      } },
    ],
  },
  sleeping('long schedule_timeout(long timeout)'),
  sleeping('long schedule_timeout_interruptible(long timeout)', TASK.INTERRUPTIBLE),
  sleeping('long schedule_timeout_uninterruptible(long timeout)', TASK.UNINTERRUPTIBLE),
  { ...sleeping('long schedule_timeout_killable(long timeout)', TASK.UNINTERRUPTIBLE), since: '2.6.25' },
  { prototype: 'void io_schedule(void)', header: SCHED, sleeps: true, steps: [{ text: '', run: (_f, k) => sleepOp(k) }, { text: '', run: (_f, k) => {
    awake(k);
    return value(0);
  } }] },
  { prototype: 'void yield(void)', header: SCHED, sleeps: true, steps: [{ text: '', run: () => ({ op: 'wait', queue: 'yield', cycles: 1 }) }, { text: '', run: () => value(0) }] },
  { prototype: 'int _cond_resched(void)', header: SCHED, sleeps: true, steps: [{ text: '', run: (_f, k) => {
    if (k.cpu.scheduler.someoneReady) return { op: 'wait', queue: 'yield', cycles: 1 };
    k.cpu.restartWatch();
    return value(0);
  } }, { text: '', run: () => value(1) }] },
  { prototype: 'void touch_softlockup_watchdog(void)', header: SCHED, until: '4.12', cost: 4, immediate: touchWatchdog },
  { prototype: 'void touch_softlockup_watchdog(void)', header: 'linux/nmi.h', since: '4.12', cost: 4, immediate: touchWatchdog },
  /** The value behind the macro `current`. */
  { prototype: 'struct task_struct *get_current(void)', header: SCHED, cost: 2, immediate: (k) => currentStruct(k) },
  {
    prototype: 'void __set_task_state(long state)', header: SCHED, cost: 4,
    immediate: (k, [state]) => {
      if (k.cpu.currentTask !== undefined) setState(k, k.cpu.currentTask, state);
      return 0;
    },
  },
  { prototype: 'int signal_pending(struct task_struct *p)', header: SCHED, cost: 4, immediate: (k, [p]) => ((taskOfStruct(k, p)?.signal ?? 0) === 0 ? 0 : 1) },
  { prototype: 'int wake_up_process(struct task_struct *tsk)', header: SCHED, cost: 80, immediate: (k, [task]) => wakeProcess(k, task) },
  {
    prototype: 'void add_wait_queue(struct wait_queue_head *wq_head, struct wait_queue_entry *wq_entry)', header: WAIT, cost: 20,
    immediate: (k, [queue, entry]) => {
      k.memory.setField('wait_queue_entry', entry, 'flags', 0);
      k.waitQueues.add({ queue, entry, exclusive: false, once: false });
      return 0;
    },
  },
  {
    prototype: 'void add_wait_queue_exclusive(struct wait_queue_head *wq_head, struct wait_queue_entry *wq_entry)', header: WAIT, cost: 20,
    immediate: (k, [queue, entry]) => {
      k.memory.setField('wait_queue_entry', entry, 'flags', EXCLUSIVE);
      k.waitQueues.add({ queue, entry, exclusive: true, once: false });
      return 0;
    },
  },
  {
    prototype: 'void remove_wait_queue(struct wait_queue_head *wq_head, struct wait_queue_entry *wq_entry)', header: WAIT, cost: 20,
    immediate: (k, [, entry]) => {
      k.waitQueues.remove(entry);
      return 0;
    },
  },
  {
    prototype: 'void prepare_to_wait(struct wait_queue_head *wq_head, struct wait_queue_entry *wq_entry, int state)', header: WAIT, cost: 30,
    immediate: (k, [queue, entry, state]) => {
      prepare(k, queue, entry, state, false);
      return 0;
    },
  },
  {
    prototype: 'void prepare_to_wait_exclusive(struct wait_queue_head *wq_head, struct wait_queue_entry *wq_entry, int state)', header: WAIT, cost: 30,
    immediate: (k, [queue, entry, state]) => {
      prepare(k, queue, entry, state, true);
      return 0;
    },
  },
  {
    /** With a signal pending the entry is not queued. */
    prototype: 'long prepare_to_wait_event(struct wait_queue_head *wq_head, struct wait_queue_entry *wq_entry, int state)', header: WAIT, cost: 30,
    immediate: (k, [queue, entry, state]) => {
      if (signalled(k, state)) {
        k.waitQueues.remove(entry);
        return -ERRNO.ERESTARTSYS;
      }
      prepare(k, queue, entry, state, false);
      return 0;
    },
  },
  {
    prototype: 'void finish_wait(struct wait_queue_head *wq_head, struct wait_queue_entry *wq_entry)', header: WAIT, cost: 20,
    immediate: (k, [, entry]) => {
      awake(k);
      k.waitQueues.remove(entry);
      return 0;
    },
  },
  {
    prototype: 'void __wake_up(struct wait_queue_head *wq_head, unsigned int mode, int nr, void *key)', header: WAIT, cost: 60,
    immediate: (k, [queue, mode, most]) => {
      k.waitQueues.wake(k, queue, mode, most);
      k.cpu.scheduler.wake(`sleep_on:${queue.toString(16)}`, most === 0 ? Infinity : most);
      return 0;
    },
  },
  { prototype: 'int waitqueue_active(struct wait_queue_head *wq_head)', header: WAIT, cost: 4, immediate: (k, [queue]) => (k.waitQueues.on(queue).length > 0 ? 1 : 0) },
  {
    prototype: 'int default_wake_function(struct wait_queue_entry *wq_entry, unsigned int mode, int flags, void *key)', header: WAIT, cost: 30,
    immediate: (k, [entry, mode]) => {
      const task = taskOfStruct(k, k.memory.word(k.memory.at('wait_queue_entry', entry, 'private')));
      return task !== undefined && wakeTask(k, task, mode) ? 1 : 0;
    },
  },
  {
    prototype: 'int autoremove_wake_function(struct wait_queue_entry *wq_entry, unsigned int mode, int flags, void *key)', header: WAIT, cost: 30,
    immediate: (k, [entry, mode]) => {
      const task = taskOfStruct(k, k.memory.word(k.memory.at('wait_queue_entry', entry, 'private')));
      if (task === undefined || !wakeTask(k, task, mode)) return 0;
      k.waitQueues.remove(entry);
      return 1;
    },
  },
  sleepOn('void sleep_on(struct wait_queue_head *q)', TASK.UNINTERRUPTIBLE),
  sleepOn('void interruptible_sleep_on(struct wait_queue_head *q)', TASK.INTERRUPTIBLE),
];
