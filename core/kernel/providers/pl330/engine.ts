/**
 * How the PL330 driver keeps its channels going: two requests in each channel's buffer, the next started by the interrupt of
 * the one before, callbacks from a tasklet. A request that ends in a fault counts as done, as in the driver.
 */
import { completeCookie } from '../../dmaengine/cookies';
import { channelName } from '../../dmaengine/devices';
import type { KernelCore } from '../../kernel-core';
import { call, callPointer, jump, next, value } from '../../operations';
import type { Frame, Op, Routine, Step } from '../../operations';
import { callbackOf, channelOf, descriptorAt, dropAll, release, runningOf } from './descriptors';
import { CHANNEL_BYTES, microcode, REQUEST_BYTES } from './microcode';
import { notePeriodSent } from './stale-period';
import type { Pl330Channel } from './state';

const REGISTER = { FSRD: 0x30, FSRC: 0x34, INTEN: 0x20, INT_EVENT_RIS: 0x24, INTCLR: 0x2c, FTC: 0x40, CS: 0x100, SAR: 0x400, DAR: 0x404, DBGSTATUS: 0xd00, DBGCMD: 0xd04, DBGINST0: 0xd08, DBGINST1: 0xd0c } as const;
const GO = 0xa0;
const KILL = 0x01;
const STOPPED = 0;
/** Polls until a controller that does not answer is given up. */
const MOST_POLLS = 1000;

const at = (k: KernelCore, register: keyof typeof REGISTER, offset = 0): number => k.dmaengine.pl330.registers + REGISTER[register] + offset;
const load = (k: KernelCore, register: keyof typeof REGISTER, offset = 0): Op => ({ op: 'load', address: at(k, register, offset), bytes: 4 });
const store = (k: KernelCore, register: keyof typeof REGISTER, word: number): Op => ({ op: 'store', address: at(k, register), bytes: 4, value: word >>> 0 });
const step = (text: string, run: (f: Frame, k: KernelCore) => Op): Step<KernelCore> => ({ text, run });

/** Wait at step `here` until the debug interface is free. The result is the status register. */
function whenFree(f: Frame, k: KernelCore, here: number): Op | undefined {
  if ((f.result & 1) === 0) return undefined;
  const polls = ((f.locals.polls ?? 0) as number) + 1;
  f.locals.polls = polls;
  if (polls < MOST_POLLS) return jump(f, here - 1);
  k.print(3, 'dma-pl330: DMAC halted!');
  return undefined;
}

/** Put work into the requests that are free. A program that does not fit is given up, and counts as done. */
function fill(k: KernelCore, channel: Pl330Channel): void {
  const thread = k.dmaengine.pl330.threads[channel.thread];
  if (thread === undefined) return;
  for (const address of channel.work) {
    const descriptor = descriptorAt(k, address);
    if (descriptor.status !== 'prepared') continue;
    if (!thread.requests.includes(0)) return;
    const slot = thread.requests[0] === 0 ? 0 : 1;
    if (descriptor.transfer.bytes === 0) {
      descriptor.status = 'done';
      continue;
    }
    const { busBytes, mfifoLines, threads } = k.dmaengine.pl330;
    const program = microcode(descriptor.transfer, channel.thread, { busBytes, mfifoLines, channels: threads.length });
    if (program.tooLong) {
      k.print(6, `dma-pl330: Try increasing mcbufsz (${program.bytes.length}/${REQUEST_BYTES})`);
      k.find({ rule: 'pl330-program-too-long', message: `A copy of ${descriptor.transfer.bytes} bytes needs ${program.bytes.length} bytes of microcode; a request has ${REQUEST_BYTES}. The driver does not run it, and reports it as done.`, address });
      descriptor.status = 'done';
      schedule(k, channel);
      continue;
    }
    k.memory.write(k.dmaengine.pl330.code + channel.thread * CHANNEL_BYTES + slot * REQUEST_BYTES, Uint8Array.from(program.bytes));
    thread.requests[slot] = address;
    thread.latest = slot;
    descriptor.status = 'busy';
  }
}

function schedule(k: KernelCore, channel: Pl330Channel): void {
  if (channel.taskletPending) return;
  channel.taskletPending = true;
  k.softirq.schedule('pl330:tasklet', [channel.chan, 1]);
}

/** A transfer follows from its own issue, also when the interrupt of the one before starts it. */
function issueOf(k: KernelCore, address: number): number {
  const { transactions, pl330 } = k.dmaengine;
  const known = transactions.issueOf(address);
  const whole = known === 0 ? pl330.descriptors.find(({ last, before }) => last && before.includes(address)) : undefined;
  return whole === undefined ? known : transactions.issueOf(whole.address);
}

/** Argument: hardware channel. Starts a request if none runs. */
export const START: Routine<KernelCore> = {
  title: 'pl330_start_thread',
  steps: [
    step('', () => call('__local_irq_save')),
    step('', (f, k) => {
      f.locals.flags = f.result;
      const thread = k.dmaengine.pl330.threads[f.args[0]];
      if (thread.running >= 0) return jump(f, 9);
      const first = thread.latest === 0 ? 1 : 0;
      const slot = thread.requests[first] === 0 ? thread.latest : first;
      if (thread.requests[slot] === 0) return jump(f, 9);
      thread.running = slot;
      f.cause = issueOf(k, thread.requests[slot]) || f.cause;
      f.locals.program = k.dmaengine.pl330.codePhysical + f.args[0] * CHANNEL_BYTES + slot * REQUEST_BYTES;
      return next(20);
    }),
    step('readl(DBGSTATUS)', (_f, k) => load(k, 'DBGSTATUS')),
    step('', (f, k) => whenFree(f, k, 3) ?? load(k, 'INTEN')),
    step('writel(INTEN)', (f, k) => store(k, 'INTEN', f.result | (1 << f.args[0]))),
    step('writel(DMAGO, DBGINST0)', (f, k) => store(k, 'DBGINST0', (f.args[0] << 24) | (GO << 16))),
    step('writel(program, DBGINST1)', (f, k) => store(k, 'DBGINST1', f.locals.program as number)),
    step('writel(0, DBGCMD)', (_f, k) => store(k, 'DBGCMD', 0)),
    step('', () => next(1)),
    step('', (f) => call('local_irq_restore', f.locals.flags as number)),
    step('', () => value(0)),
  ],
};

/** Argument: hardware channel. DMAKILL, and its event is forgotten. */
export const STOP: Routine<KernelCore> = {
  title: 'pl330_stop_thread',
  steps: [
    step('', () => call('__local_irq_save')),
    step('', (f, k) => {
      f.locals.flags = f.result;
      return load(k, 'CS', 8 * f.args[0]);
    }),
    step('', (f, k) => ((f.result & 15) === STOPPED ? jump(f, 9) : load(k, 'DBGSTATUS'))),
    step('', (f, k) => whenFree(f, k, 3) ?? next(1)),
    step('writel(DMAKILL, DBGINST0)', (f, k) => store(k, 'DBGINST0', (KILL << 16) | (f.args[0] << 8) | 1)),
    step('writel(0, DBGINST1)', (_f, k) => store(k, 'DBGINST1', 0)),
    step('writel(0, DBGCMD)', (_f, k) => store(k, 'DBGCMD', 0)),
    step('readl(CSR)', (f, k) => load(k, 'CS', 8 * f.args[0])),
    step('', (f) => {
      const polls = ((f.locals.kills ?? 0) as number) + 1;
      f.locals.kills = polls;
      return (f.result & 15) === STOPPED || polls > MOST_POLLS ? next(1) : jump(f, 7);
    }),
    /** Only what is an interrupt can be cleared: INTCLR comes first. */
    step('writel(INTCLR)', (f, k) => store(k, 'INTCLR', 1 << f.args[0])),
    step('readl(INTEN)', (_f, k) => load(k, 'INTEN')),
    step('writel(INTEN)', (f, k) => store(k, 'INTEN', f.result & ~(1 << f.args[0]))),
    step('', (f, k) => {
      k.dmaengine.pl330.threads[f.args[0]].running = -1;
      return call('local_irq_restore', f.locals.flags as number);
    }),
    step('', () => value(0)),
  ],
};

/** Arguments: channel, 1 = as the tasklet. Completed ones are told of; what waits is put in; callbacks. */
export const TASKLET: Routine<KernelCore> = {
  title: 'pl330_tasklet',
  steps: [
    step('', (f, k) => {
      const channel = channelOf(k, f.args[0]);
      if (f.args[1] === 1) channel.taskletPending = false;
      takeDone(k, channel);
      fill(k, channel);
      return channel.thread < 0 ? next(1) : call('pl330:start', channel.thread);
    }),
    step('callback', tellNext),
    step('', (f) => jump(f, 1, 1)),
  ],
};

function takeDone(k: KernelCore, channel: Pl330Channel): void {
  for (const address of channel.work.slice()) {
    const descriptor = descriptorAt(k, address);
    if (descriptor.status !== 'done') continue;
    if (!channel.ring) completeCookie(k, address);
    channel.work = channel.work.filter((one) => one !== address);
    channel.completed.push(address);
  }
}

function tellNext(f: Frame, k: KernelCore): Op {
  const channel = k.dmaengine.pl330.channels.find((one) => one.chan === f.args[0]);
  const address = channel?.completed.shift();
  if (channel === undefined || address === undefined) return value(0);
  const field = (name: 'callback' | 'callback_result' | 'callback_param'): number => (k.memory.has('dma_async_tx_descriptor', name) ? k.memory.field('dma_async_tx_descriptor', address, name) : 0);
  const [callback, withResult, parameter] = [field('callback'), field('callback_result'), field('callback_param')];
  const descriptor = descriptorAt(k, address);
  if (!descriptor.cyclic && !descriptor.callbackAtSubmit && callbackOf(k, address) !== 0) {
    k.find({ rule: 'dma-callback-after-submit', message: `${channelName(k, channel.chan)}: a descriptor got its callback after it was submitted.`, address, key: String(address) });
  }
  if (channel.ring) {
    if (!descriptor.cyclic) k.find({ rule: 'pl330-still-a-ring', message: `${channelName(k, channel.chan)} had a ring before: the descriptor with cookie ${k.memory.field('dma_async_tx_descriptor', address, 'cookie')} is queued again instead of being completed.`, address });
    descriptor.status = 'prepared';
    channel.work.push(address);
    fill(k, channel);
  } else release(k, address);
  if (withResult !== 0) {
    k.memory.setField('dmaengine_result', k.dmaengine.pl330.result, 'result', 0);
    k.memory.setField('dmaengine_result', k.dmaengine.pl330.result, 'residue', 0);
    return callPointer(withResult, parameter, k.dmaengine.pl330.result);
  }
  return callback === 0 ? next(5) : callPointer(callback, parameter);
}

/** A request is over: whoever ran it. */
function finish(k: KernelCore, index: number): void {
  const thread = k.dmaengine.pl330.threads[index];
  if (thread === undefined || thread.running < 0) return;
  const address = thread.requests[thread.running];
  thread.requests[thread.running] = 0;
  thread.running = -1;
  const descriptor = k.dmaengine.pl330.descriptors.find((one) => one.address === address);
  if (descriptor === undefined) return;
  descriptor.status = 'done';
  const channel = channelOf(k, k.memory.field('dma_async_tx_descriptor', address, 'chan'));
  if (descriptor.cyclic) notePeriodSent(k, channel, descriptor);
  schedule(k, channel);
}

const lowest = (mask: number): number => 31 - Math.clz32(mask & -mask);

/** All lines have this handler: faults first, then the events that are set. */
export const IRQ_STEPS: readonly Step<KernelCore>[] = [
  step('readl(FSRC)', (_f, k) => load(k, 'FSRC')),
  step('', (f) => {
    f.locals.faulty = f.result;
    f.locals.handled = 0;
    return next(1);
  }),
  step('', (f, k) => {
    const faulty = f.locals.faulty as number;
    return faulty === 0 ? jump(f, 7) : load(k, 'CS', 8 * lowest(faulty));
  }),
  step('', (f, k) => {
    f.locals.cs = f.result;
    return load(k, 'FTC', 4 * lowest(f.locals.faulty as number));
  }),
  step('', (f, k) => {
    const index = lowest(f.locals.faulty as number);
    k.print(6, `dma-pl330: Reset Channel-${index}\t CS-${(f.locals.cs as number).toString(16)} FTC-${f.result.toString(16)}`);
    const thread = k.dmaengine.pl330.threads[index];
    if (thread !== undefined && thread.running >= 0) k.find({ rule: 'pl330-fault-as-success', message: `Channel ${index} faulted (FTR 0x${f.result.toString(16)}). The driver drops the error: the descriptor completes, its callback runs, and the data are missing.`, address: thread.requests[thread.running] });
    return call('pl330:stop_faulty', index);
  }),
  step('', (f) => {
    const faulty = f.locals.faulty as number;
    f.locals.faulty = faulty & (faulty - 1);
    f.locals.handled = 1;
    return jump(f, 2);
  }),
  step('', () => next(1)),
  step('readl(INT_EVENT_RIS)', (_f, k) => load(k, 'INT_EVENT_RIS')),
  step('', (f, k) => {
    f.locals.events = f.result;
    return load(k, 'INTEN');
  }),
  step('', (f) => {
    f.locals.events = (f.locals.events as number) & f.result;
    return next(1);
  }),
  step('writel(INTCLR)', (f, k) => {
    const events = f.locals.events as number;
    return events === 0 ? value(f.locals.handled as number) : store(k, 'INTCLR', 1 << lowest(events));
  }),
  step('', (f, k) => {
    const index = lowest(f.locals.events as number);
    finish(k, index);
    f.locals.handled = 1;
    return index < k.dmaengine.pl330.threads.length ? call('pl330:start', index) : next(1);
  }),
  step('', (f) => {
    const events = f.locals.events as number;
    f.locals.events = events & (events - 1);
    return jump(f, 10);
  }),
];

/** Argument: hardware channel that faulted. Both of its requests are over. */
export const STOP_FAULTY: Routine<KernelCore> = {
  title: 'pl330_update',
  steps: [
    step('', (f, k) => {
      const thread = k.dmaengine.pl330.threads[f.args[0]];
      f.locals.running = thread?.running ?? -1;
      return call('pl330:stop', f.args[0]);
    }),
    step('', (f, k) => {
      const thread = k.dmaengine.pl330.threads[f.args[0]];
      const first = f.locals.running as number;
      for (const slot of first === 1 ? [1, 0] : [0, 1]) {
        if (thread === undefined || thread.requests[slot] === 0) continue;
        thread.running = slot;
        finish(k, f.args[0]);
      }
      return value(0);
    }),
  ],
};

export const ISSUE_STEPS: readonly Step<KernelCore>[] = [
  step('', (f, k) => {
    const channel = channelOf(k, f.args[0]);
    if (channel.work.length + channel.submitted.length === 0) k.warn('', 'drivers/dma/pl330.c:2492 pl330_issue_pending');
    channel.work.push(...channel.submitted);
    channel.submitted = [];
    return call('pl330:tasklet', f.args[0], 0);
  }),
  step('', () => value(0)),
];

/** Stop the channel; then what is queued is dropped, or stays as it is and can be asked how far it came. */
function stopSteps(stays: boolean, after: (k: KernelCore, channel: Pl330Channel) => void): readonly Step<KernelCore>[] {
  return [
    step('', (f, k) => {
      const { thread } = channelOf(k, f.args[0]);
      f.locals.running = k.dmaengine.pl330.threads[thread]?.running ?? -1;
      return thread < 0 ? next(1) : call('pl330:stop', thread);
    }),
    step('', (f, k) => {
      const channel = channelOf(k, f.args[0]);
      const thread = k.dmaengine.pl330.threads[channel.thread];
      if (thread !== undefined && stays) thread.running = f.locals.running as number;
      else if (thread !== undefined) thread.requests = [0, 0];
      after(k, channel);
      return value(0);
    }),
  ];
}

export const TERMINATE_STEPS = stopSteps(false, (k, channel) => {
  dropAll(k, channel);
});

export const PAUSE_STEPS = stopSteps(true, (k, channel) => {
  for (const address of channel.work) {
    const descriptor = descriptorAt(k, address);
    if (descriptor.status === 'busy') descriptor.status = 'paused';
  }
});

export const FREE_STEPS = stopSteps(false, (k, channel) => {
  dropAll(k, channel);
  const thread = k.dmaengine.pl330.threads[channel.thread];
  if (thread !== undefined) thread.taken = false;
  channel.thread = -1;
  for (const { address } of k.dmaengine.pl330.descriptors.slice()) if (k.memory.field('dma_async_tx_descriptor', address, 'chan') === channel.chan) release(k, address);
});

/** Address register of the side that moves, of the running transfer. */
export function movingRegister(f: Frame, k: KernelCore): Op {
  const channel = channelOf(k, f.args[0]);
  const running = runningOf(k, channel);
  if (running === 0) return next(5);
  const { transfer } = descriptorAt(k, running);
  const source = transfer.kind === 'memcpy' || transfer.direction === 'to-device';
  f.locals.start = source ? transfer.from : transfer.to;
  return load(k, source ? 'SAR' : 'DAR', 0x20 * channel.thread);
}
