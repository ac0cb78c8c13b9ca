/** System calls that only programs in C make: memory, time, themselves. Behaviour: mm/mmap.c, kernel/time/hrtimer.c. */
import { PAGE } from '../address-space';
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import { value } from '../operations';
import type { Frame, Op, Routine } from '../operations';
import type { Task } from '../task';

const self = (k: KernelCore): Task => k.cpu.currentTask as Task;
const NANOSECONDS = 1_000_000_000;
const WORD = 2 ** 32;
/** A program gets no more. */
const MOST_MEMORY = 32 * 1024 * 1024;

/** Arguments: bytes, and 1 for whole pages. Answers where the new memory begins; it is not given back before the end. */
function brk(f: Frame, k: KernelCore): Op {
  const [bytes, pages] = f.args;
  const task = self(k);
  const { brk: before } = task;
  if (pages === 1) task.brk = Math.ceil(before / PAGE) * PAGE;
  const full = task.pages.length * PAGE + bytes > MOST_MEMORY;
  const address = bytes === 0 ? task.brk : full ? 0 : k.allocateUser(task, pages === 1 ? Math.ceil(bytes / PAGE) * PAGE : bytes);
  if (address !== 0) return value(address);
  task.brk = before;
  return value(-ERRNO.ENOMEM);
}

/** Arguments: seconds, nanoseconds. */
function nanosleep(f: Frame, k: KernelCore): Op {
  const [seconds, nanoseconds] = f.args;
  return { op: 'wait', queue: 'nanosleep', cycles: k.cyclesOfMicroseconds(seconds * 1e6 + nanoseconds / 1e3), interruptible: true };
}

/** Nanoseconds since the start, as 64 bits. */
function clock(f: Frame, k: KernelCore): Op {
  const { now, hertz } = k.hardware.clock;
  const seconds = Math.floor(now / hertz);
  const total = seconds * NANOSECONDS + Math.floor(((now - seconds * hertz) / hertz) * NANOSECONDS);
  f.locals.high = Math.floor(total / WORD);
  return value(total % WORD);
}

const SIGKILL = 9;
const SIGSTOP = 19;
const DEFAULT = 0;

/** Arguments: signal, address of a handler, 0 = default, 1 = ignore. Answers what was before. */
function sigaction(f: Frame, k: KernelCore): Op {
  const [signal, handler] = f.args;
  if (signal < 1 || signal > 64 || signal === SIGKILL || signal === SIGSTOP) return value(-ERRNO.EINVAL);
  const task = self(k);
  const before = task.handlers.find(([number]) => number === signal)?.[1] ?? DEFAULT;
  task.handlers = task.handlers.filter(([number]) => number !== signal);
  if (handler !== DEFAULT) task.handlers.push([signal, handler]);
  return value(before);
}

const once = (title: string, run: (f: Frame, k: KernelCore) => Op): Routine<KernelCore> => ({ title, steps: [{ text: '', run }] });
const interrupted = (_f: Frame, k: KernelCore): Op => value(self(k).signal === 0 ? 0 : -ERRNO.EINTR);

export const USER_CALLS: readonly (readonly [string, Routine<KernelCore>])[] = [
  ['sys_brk', once('sys_brk', brk)],
  ['sys_getpid', once('sys_getpid', (_f, k) => value(self(k).pid))],
  ['sys_clock_gettime', once('sys_clock_gettime', clock)],
  ['sys_clock_nanosleep', { title: 'sys_clock_nanosleep', steps: [{ text: '', run: nanosleep }, { text: '', run: interrupted }] }],
  ['sys_rt_sigaction', once('sys_rt_sigaction', sigaction)],
  ['sys_pause', { title: 'sys_pause', steps: [{ text: '', run: () => ({ op: 'wait', queue: 'pause', interruptible: true }) }, { text: '', run: () => value(-ERRNO.EINTR) }] }],
];
