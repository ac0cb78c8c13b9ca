/** What runs as a softirq: one job after another. Behaviour: kernel/softirq.c (tasklet_action), kernel/time/timer.c (call_timer_fn). */
import { KIND } from '../journal/entry-kinds';
import type { KernelCore } from './kernel-core';
import { callPointer, jump, next, value } from './operations';
import type { Frame, Op, Routine } from './operations';
import { atLeast } from './profiles';
import type { SoftirqJob } from './softirq';
import { TASKLET_STATE } from './tasklet-state';
import { armHighTimer, HRTIMER_RESTART } from './functions/high-timers';
import { timerEnds } from './functions/timers';

function takeJob(f: Frame, k: KernelCore): Op {
  const job = k.softirq.take();
  if (job === undefined) return value(0);
  f.locals.kind = job.run;
  f.locals.address = job.address;
  if (job.run === 'routine') {
    enter(f, k, job, k.code(job.routine)?.title ?? job.routine);
    return { op: 'call', name: job.routine, args: job.args };
  }
  if (job.run === 'hrtimer') return runHighTimer(f, k, job);
  return job.run === 'tasklet' ? runTasklet(f, k, job) : runTimer(f, k, job);
}

/** The journal's entry that stands for the job. */
function enter(f: Frame, k: KernelCore, job: SoftirqJob, name: string): void {
  const { journal } = k.hardware;
  f.cause = journal.add(KIND.softirq, k.cpu.initiator.code, job.address, journal.text(`${job.run === 'routine' ? 'tasklet' : job.run}: ${name}`), 0, job.cause, 0);
}

const nameAt = (k: KernelCore, address: number): string => k.codeAt(address) ?? `0x${address.toString(16)}`;

function runTasklet(f: Frame, k: KernelCore, job: SoftirqJob): Op {
  const { memory } = k;
  if (memory.field('tasklet_struct', job.address, 'count') !== 0) {
    k.softirq.park(job);
    return jump(f, 0);
  }
  const func = memory.field('tasklet_struct', job.address, 'func');
  memory.setField('tasklet_struct', job.address, 'state', TASKLET_STATE.RUN);
  enter(f, k, job, nameAt(k, func));
  const callback = atLeast(k.profile, '5.9') && memory.field('tasklet_struct', job.address, 'use_callback') !== 0;
  return callPointer(func, callback ? job.address : memory.field('tasklet_struct', job.address, 'data'));
}

function runTimer(f: Frame, k: KernelCore, job: SoftirqJob): Op {
  const func = k.memory.field('timer_list', job.address, 'function');
  timerEnds(k, job.address);
  enter(f, k, job, nameAt(k, func));
  return callPointer(func, atLeast(k.profile, '4.15') ? job.address : k.memory.field('timer_list', job.address, 'data'));
}

function runHighTimer(f: Frame, k: KernelCore, job: SoftirqJob): Op {
  const func = k.memory.field('hrtimer', job.address, 'function');
  enter(f, k, job, nameAt(k, func));
  return callPointer(func, job.address);
}

function endJob(f: Frame, k: KernelCore): Op {
  const address = f.locals.address as number;
  if (f.locals.kind === 'tasklet') {
    const state = k.memory.field('tasklet_struct', address, 'state');
    k.memory.setField('tasklet_struct', address, 'state', state & ~TASKLET_STATE.RUN);
    k.cpu.scheduler.wake(`tasklet:${address.toString(16)}`);
  }
  if (f.locals.kind === 'hrtimer' && f.result === HRTIMER_RESTART) armHighTimer(k, address);
  if (f.locals.kind === 'timer') k.cpu.scheduler.wake(`timer:${address.toString(16)}`);
  f.pc = 0;
  return next(5);
}

export const SOFTIRQ_ROUTINE: Routine<KernelCore> = {
  title: 'do_softirq',
  steps: [
    { text: 'next job', run: takeJob },
    { text: 'job done', run: endJob },
  ],
};
