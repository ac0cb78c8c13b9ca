/** poll of one descriptor, and asynchronous notice. Behaviour: fs/select.c, fs/fcntl.c. Not modelled: select, epoll, several descriptors at once. */
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import { callPointer, jump, next, value } from '../operations';
import type { Frame, Op, Routine } from '../operations';
import type { Task } from '../task';
import { pollQueue } from '../wait-queue';
import { O } from './files';
import { fileOf } from './open';

export const POLL = { IN: 1, PRI: 2, OUT: 4, ERR: 8, HUP: 0x10, NVAL: 0x20, RDNORM: 0x40, WRNORM: 0x100 } as const;
/** What a file without poll answers. */
const ALWAYS = POLL.IN | POLL.OUT | POLL.RDNORM | POLL.WRNORM;

/** Arguments: descriptor, events, milliseconds (0xFFFFFFFF: no limit). Answers the events that are, 0 when the time is over. */
function begin(f: Frame, k: KernelCore): Op {
  const file = fileOf(k, f.args[0]);
  if (file === undefined) return value(POLL.NVAL);
  const limit = f.args[2] | 0;
  f.locals.until = limit < 0 ? -1 : k.hardware.clock.now + k.cyclesOfMicroseconds(limit * 1000);
  if (file.kind !== 'driver' || k.memory.field('file_operations', file.operations, 'poll') === 0) return value(f.args[1] & ALWAYS);
  const table = k.slab.allocate(k.memory.sizeOf('poll_table_struct'), '');
  k.memory.zero(table, k.memory.sizeOf('poll_table_struct'));
  k.memory.setField('poll_table_struct', table, '_qproc', k.addressOf('poll_wait'));
  k.memory.setField('poll_table_struct', table, '_key', f.args[1] | POLL.ERR | POLL.HUP);
  f.locals.table = table;
  return next();
}

function ask(f: Frame, k: KernelCore): Op {
  const file = fileOf(k, f.args[0]);
  k.waitQueues.beginPoll((k.cpu.currentTask as Task).pid);
  return file === undefined ? value(POLL.NVAL) : callPointer(k.memory.field('file_operations', file.operations, 'poll'), file.file, f.locals.table as number);
}

function end(f: Frame, k: KernelCore, events: number): Op {
  k.waitQueues.endPoll((k.cpu.currentTask as Task).pid);
  k.slab.release(f.locals.table as number);
  return value(events);
}

function decide(f: Frame, k: KernelCore): Op {
  const task = k.cpu.currentTask as Task;
  const events = f.result & (f.args[1] | POLL.ERR | POLL.HUP);
  if (events !== 0) return end(f, k, events);
  const left = f.locals.until === -1 ? undefined : (f.locals.until as number) - k.hardware.clock.now;
  if (left !== undefined && left <= 0) return end(f, k, 0);
  if (task.signal !== 0) return end(f, k, -ERRNO.EINTR);
  if (!k.waitQueues.pollNamesQueues(task.pid)) {
    k.find({ rule: 'poll-without-wait', message: `The driver's poll for ${fileOf(k, f.args[0])?.path ?? '?'} says that nothing is ready, but has not called poll_wait: nobody will wake the program.` });
  }
  f.pc = 1;
  return k.waitQueues.pollWoken(task.pid) ? next() : { op: 'wait', queue: pollQueue(task.pid), interruptible: true, ...(left === undefined ? {} : { cycles: left }) };
}

export const SYS_POLL: Routine<KernelCore> = {
  title: 'sys_poll',
  steps: [
    { text: '', run: begin },
    { text: 'fops->poll', run: ask },
    { text: '', run: decide },
  ],
};

const F = { GETFL: 3, SETFL: 4, SETOWN: 8 } as const;
const FASYNC = 0o20000;

/** Arguments: descriptor, command, argument. SETFL tells the driver's fasync when the flag changes. */
export const SYS_FCNTL: Routine<KernelCore> = {
  title: 'sys_fcntl',
  steps: [
    {
      text: 'fops->fasync',
      run: (f, k) => {
        const [fd, command, argument] = f.args;
        const file = fileOf(k, fd);
        if (file === undefined) return value(-ERRNO.EBADF);
        const flags = file.kind === 'driver' ? k.memory.field('file', file.file, 'f_flags') : file.flags;
        if (command === F.GETFL) return value(flags);
        if (command === F.SETOWN) return value(0);
        if (command !== F.SETFL) return value(-ERRNO.EINVAL);
        if (file.kind !== 'driver') return value(0);
        const changing = O.APPEND | O.NONBLOCK | FASYNC;
        f.locals.flags = (flags & ~changing) | (argument & changing);
        f.locals.file = file.file;
        f.result = 0;
        const fasync = k.memory.field('file_operations', file.operations, 'fasync');
        return ((flags ^ argument) & FASYNC) !== 0 && fasync !== 0 ? callPointer(fasync, fd, file.file, (argument & FASYNC) !== 0 ? 1 : 0) : jump(f, 1);
      },
    },
    {
      text: '',
      run: (f, k) => {
        if ((f.result | 0) < 0) return value(f.result);
        k.memory.setField('file', f.locals.file as number, 'f_flags', f.locals.flags as number);
        return value(0);
      },
    },
  ],
};
