/** Work items, delayed work, work queues. Behaviour: kernel/workqueue.c. */
import type { KernelCore } from '../kernel-core';
import { call, next, value } from '../operations';
import type { Frame, Op, Step } from '../operations';
import { insertWork, markWork, workDone, workIsMarked } from '../workqueue';
import type { KernelFunction } from './declare';

const header = 'linux/workqueue.h';
/** WQ_DFL_ACTIVE */
const USUAL_MOST = 256;

function createQueue(k: KernelCore, name: string, most: number, owner = k.owner): number {
  const address = k.slab.allocate(k.memory.sizeOf('workqueue_struct'), owner);
  if (address !== 0) k.works.add({ address, name, most: most === 0 ? USUAL_MOST : most, owner });
  return address;
}

function systemQueue(k: KernelCore): number {
  if (k.works.systemQueue === 0) k.works.systemQueue = createQueue(k, 'events', USUAL_MOST, '');
  return k.works.systemQueue;
}

/** @returns 0 when it was already queued. */
function queueWork(k: KernelCore, queue: number, work: number): number {
  if (workIsMarked(k, work)) return 0;
  if (k.works.find(queue) === undefined) {
    k.find({ rule: 'unknown-workqueue', message: `The work item at 0x${work.toString(16)} is queued on 0x${queue.toString(16)}, which is no work queue (never made, or destroyed).`, address: work });
    return 0;
  }
  if (k.memory.field('work_struct', work, 'func') === 0) {
    k.warn('work item without a function');
    k.find({ rule: 'work-without-function', message: `The work item at 0x${work.toString(16)} was never set up.`, address: work });
    return 0;
  }
  markWork(k, work, true);
  insertWork(k, queue, work);
  return 1;
}

const timerOf = (k: KernelCore, dwork: number): number => k.memory.at('delayed_work', dwork, 'timer');

function armDelayed(k: KernelCore, queue: number, dwork: number, delay: number): Op {
  const timer = timerOf(k, dwork);
  k.memory.setField('delayed_work', dwork, 'wq', queue);
  k.memory.setField('timer_list', timer, 'function', k.addressOf('delayed_work_timer_fn'));
  if (k.memory.has('timer_list', 'data')) k.memory.setField('timer_list', timer, 'data', timer);
  return call('mod_timer', timer, (k.jiffies + delay) >>> 0);
}

function queueDelayed(k: KernelCore, queue: number, dwork: number, delay: number): Op {
  if (workIsMarked(k, dwork)) return value(0);
  if (delay === 0) return value(queueWork(k, queue, dwork));
  markWork(k, dwork, true);
  return armDelayed(k, queue, dwork, delay);
}

/** Stop the timer of a delayed work item. @returns whether it was armed. */
function stopDelay(k: KernelCore, dwork: number): boolean {
  const timer = timerOf(k, dwork);
  const armed = k.cpu.timers.disarm(timer);
  const raised = k.softirq.cancel(timer);
  k.memory.setWord(k.memory.at('timer_list', timer, 'entry') + 4, 0);
  return armed || raised;
}

/** @returns whether it waited in a queue or for its time. */
function takeBack(k: KernelCore, work: number, delayed: boolean): boolean {
  const timed = delayed && stopDelay(k, work);
  const queued = k.works.drop(work);
  if (timed || queued) markWork(k, work, false);
  return timed || queued;
}

/** Wait until nobody runs the item (and, `queued`, until it is in no queue). Result: locals.result. */
function waitSteps(begin: (f: Frame, k: KernelCore) => number, queued: boolean): Step<KernelCore>[] {
  return [
    {
      text: '',
      run: (f, k) => {
        f.locals.result = begin(f, k);
        if (k.works.runner(f.args[0]) === k.cpu.currentTask?.pid && k.cpu.currentTask !== undefined) reportSelf(k, f.args[0]);
        return next(60);
      },
    },
    {
      text: '',
      run: (f, k) => {
        if (k.works.runner(f.args[0]) === undefined && !(queued && k.works.isPending(f.args[0]))) return value(f.locals.result as number);
        if (queued) f.locals.result = 1;
        f.pc = 1;
        return { op: 'wait', queue: workDone(f.args[0]) };
      },
    },
  ];
}

function reportSelf(k: KernelCore, work: number): void {
  k.find({ rule: 'work-waits-for-itself', message: `The function of the work item at 0x${work.toString(16)} waits until the item is done: it never will be.`, address: work });
}

/** Wait for what has been queued until now; `destroy`: then the queue goes. */
function flushSteps(queueOf: (f: Frame, k: KernelCore) => number, destroy: boolean): Step<KernelCore>[] {
  return [
    {
      text: '',
      run: (f, k) => {
        f.locals.queue = queueOf(f, k);
        f.locals.serial = destroy ? -1 : k.works.serial;
        if (k.works.find(f.locals.queue) === undefined) {
          k.find({ rule: 'unknown-workqueue', message: `${f.routine}(0x${f.locals.queue.toString(16)}): this is no work queue (never made, or destroyed).`, address: f.locals.queue });
          return value(0);
        }
        const pid = k.cpu.currentTask?.pid ?? 0;
        if (k.works.runsFor(pid, f.locals.queue)) k.find({ rule: 'workqueue-flushes-itself', message: `${f.routine} of ${k.works.find(f.locals.queue)?.name ?? '?'} is called by a work item of that queue: it waits for itself.` });
        return next(100);
      },
    },
    {
      text: '',
      run: (f, k) => {
        const queue = f.locals.queue as number;
        if (k.works.hasWork(queue, f.locals.serial === -1 ? Infinity : (f.locals.serial as number))) {
          f.pc = 1;
          return { op: 'wait', queue: workDone(queue) };
        }
        if (destroy) {
          k.works.remove(queue);
          k.slab.release(queue);
        }
        return value(0);
      },
    },
  ];
}

/** Queue at once what waits for its time, then wait for it. */
function expedite(k: KernelCore, dwork: number): number {
  if (stopDelay(k, dwork)) insertWork(k, k.memory.field('delayed_work', dwork, 'wq'), dwork);
  return 0;
}

const delayed = (prototype: string, queueOf: (f: Frame, k: KernelCore) => number, args: 'queue' | 'system'): KernelFunction => ({
  prototype, header,
  steps: [
    {
      text: '',
      run: (f, k) => {
        const [dwork, delay] = args === 'queue' ? f.args.slice(1) : f.args;
        return queueDelayed(k, queueOf(f, k), dwork, delay);
      },
    },
    { text: '', run: () => value(1) },
  ],
});

export const WORKQUEUES: readonly KernelFunction[] = [
  /** The value behind `system_wq`. */
  { prototype: 'struct workqueue_struct *__system_wq(void)', header, cost: 2, immediate: (k) => systemQueue(k) },
  {
    prototype: 'struct workqueue_struct *alloc_workqueue(const char *fmt, unsigned int flags, int max_active, ...)', header, sleeps: true, since: '3.0', cost: 2000,
    immediate: (k, [format, , most, ...rest]) => createQueue(k, k.format(format, rest), most),
  },
  { prototype: 'struct workqueue_struct *alloc_ordered_workqueue(const char *fmt, unsigned int flags, ...)', header, sleeps: true, since: '3.0', cost: 2000, immediate: (k, [format, , ...rest]) => createQueue(k, k.format(format, rest), 1) },
  { prototype: 'struct workqueue_struct *create_workqueue(const char *name)', header, sleeps: true, cost: 2000, immediate: (k, [name]) => createQueue(k, k.memory.string(name), 1) },
  { prototype: 'struct workqueue_struct *create_singlethread_workqueue(const char *name)', header, sleeps: true, cost: 2000, immediate: (k, [name]) => createQueue(k, k.memory.string(name), 1) },
  { prototype: 'bool queue_work(struct workqueue_struct *wq, struct work_struct *work)', header, cost: 80, immediate: (k, [queue, work]) => queueWork(k, queue, work) },
  { prototype: 'bool schedule_work(struct work_struct *work)', header, cost: 80, immediate: (k, [work]) => queueWork(k, systemQueue(k), work) },
  delayed('bool queue_delayed_work(struct workqueue_struct *wq, struct delayed_work *dwork, unsigned long delay)', (f) => f.args[0], 'queue'),
  delayed('bool schedule_delayed_work(struct delayed_work *dwork, unsigned long delay)', (_f, k) => systemQueue(k), 'system'),
  {
    prototype: 'bool mod_delayed_work(struct workqueue_struct *wq, struct delayed_work *dwork, unsigned long delay)', header,
    steps: [
      {
        text: '',
        run: (f, k) => {
          const [queue, dwork, delay] = f.args;
          f.locals.was = takeBack(k, dwork, true) ? 1 : 0;
          return queueDelayed(k, queue, dwork, delay);
        },
      },
      { text: '', run: (f) => value(f.locals.was as number) },
    ],
  },
  {
    prototype: 'void delayed_work_timer_fn(struct timer_list *t)', header, cost: 60,
    immediate: (k, [timer]) => {
      const dwork = timer - k.memory.at('delayed_work', 0, 'timer');
      insertWork(k, k.memory.field('delayed_work', dwork, 'wq'), dwork);
      return 0;
    },
  },
  { prototype: 'bool cancel_work(struct work_struct *work)', header, since: '4.16', cost: 60, immediate: (k, [work]) => (takeBack(k, work, false) ? 1 : 0) },
  { prototype: 'bool cancel_delayed_work(struct delayed_work *dwork)', header, cost: 60, immediate: (k, [dwork]) => (takeBack(k, dwork, true) ? 1 : 0) },
  { prototype: 'bool cancel_work_sync(struct work_struct *work)', header, sleeps: true, steps: waitSteps((f, k) => (takeBack(k, f.args[0], false) ? 1 : 0), false) },
  { prototype: 'bool cancel_delayed_work_sync(struct delayed_work *dwork)', header, sleeps: true, steps: waitSteps((f, k) => (takeBack(k, f.args[0], true) ? 1 : 0), false) },
  { prototype: 'bool flush_work(struct work_struct *work)', header, sleeps: true, steps: waitSteps(() => 0, true) },
  { prototype: 'bool flush_delayed_work(struct delayed_work *dwork)', header, sleeps: true, steps: waitSteps((f, k) => expedite(k, f.args[0]), true) },
  { prototype: 'void flush_workqueue(struct workqueue_struct *wq)', header, sleeps: true, steps: flushSteps((f) => f.args[0], false) },
  { prototype: 'void drain_workqueue(struct workqueue_struct *wq)', header, sleeps: true, since: '3.0', steps: flushSteps((f) => f.args[0], false) },
  { prototype: 'void flush_scheduled_work(void)', header, sleeps: true, steps: flushSteps((_f, k) => systemQueue(k), false) },
  { prototype: 'void destroy_workqueue(struct workqueue_struct *wq)', header, sleeps: true, steps: flushSteps((f) => f.args[0], true) },
];
