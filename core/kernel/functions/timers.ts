/** Timers and jiffies. Behaviour: kernel/time/timer.c, jiffies.c. Not modelled: hrtimers, deferrable and pinned timers. */
import type { KernelCore } from '../kernel-core';
import { HZ } from '../kernel-core';
import type { KernelFunction } from './declare';

const header = 'linux/timer.h';

/** hlist_node.pprev: not NULL while the timer is armed. */
const pendingMark = (k: KernelCore, timer: number): number => k.memory.at('timer_list', timer, 'entry') + 4;
const isPending = (k: KernelCore, timer: number): boolean => k.memory.word(pendingMark(k, timer)) !== 0;

/** The timer is armed no more. */
export function timerEnds(k: KernelCore, timer: number): void {
  k.memory.setWord(pendingMark(k, timer), 0);
}

function prepare(k: KernelCore, timer: number, callback: number, data: number, flags: number): number {
  if (isArmed(k, timer)) {
    k.find({
      rule: 'timer-initialised-twice', message: `The timer at 0x${timer.toString(16)} is armed and is set up once more: on a real kernel its list is broken.`,
      address: timer,
    });
    disarm(k, timer);
  }
  timerEnds(k, timer);
  k.memory.setField('timer_list', timer, 'function', callback);
  if (k.memory.has('timer_list', 'data')) k.memory.setField('timer_list', timer, 'data', data);
  if (k.memory.has('timer_list', 'flags')) k.memory.setField('timer_list', timer, 'flags', flags);
  return 0;
}

const isArmed = (k: KernelCore, timer: number): boolean => k.cpu.timers.list.some((one) => one.address === timer) || k.softirq.isPending(timer);

function disarm(k: KernelCore, timer: number): boolean {
  const armed = k.cpu.timers.disarm(timer);
  return k.softirq.cancel(timer) || armed;
}

/** Cycle at which the jiffies counter becomes `expires`; at the earliest with the next tick. */
function cycleOf(k: KernelCore, expires: number): number {
  const { hertz, now } = k.hardware.clock;
  const ticks = Math.max(1, (expires - k.jiffies) | 0);
  return Math.ceil(((Math.floor((now / hertz) * HZ) + ticks) * hertz) / HZ);
}

/** @returns 1 when it was armed before. */
function modify(k: KernelCore, timer: number, expires: number): number {
  const was = disarm(k, timer);
  if (k.memory.field('timer_list', timer, 'function') === 0) {
    k.warn('timer without a function');
    k.find({ rule: 'timer-without-function', message: `The timer at 0x${timer.toString(16)} is armed, but was never set up: nothing would be called.`, address: timer });
    return 0;
  }
  k.memory.setField('timer_list', timer, 'expires', expires);
  k.memory.setWord(pendingMark(k, timer), 1);
  k.cpu.timers.arm({ kind: 'timer', address: timer, at: cycleOf(k, expires), cause: k.cpu.cause, owner: k.owner });
  k.cpu.timersChanged();
  return was ? 1 : 0;
}

function add(k: KernelCore, timer: number): number {
  if (isPending(k, timer)) {
    k.warn('kernel BUG: add_timer of an armed timer');
    k.find({ rule: 'timer-added-twice', message: `The timer at 0x${timer.toString(16)} is already armed; Linux stops here with a BUG.`, address: timer });
  }
  modify(k, timer, k.memory.field('timer_list', timer, 'expires'));
  return 0;
}

/** @returns 1 when it was armed. */
function remove(k: KernelCore, timer: number): number {
  const was = disarm(k, timer);
  timerEnds(k, timer);
  return was ? 1 : 0;
}

/** On one processor a timer's function runs to its end before a task goes on: waiting for it can only be a mistake. */
function removeAndWait(k: KernelCore, timer: number): number {
  if (k.cpu.inInterrupt && k.softirq.running === timer) {
    k.warn(`del_timer_sync of a running timer in ${k.cpu.inHardirq ? 'an interrupt' : 'its own function'}`);
    k.find({ rule: 'timer-waits-for-itself', message: `del_timer_sync(0x${timer.toString(16)}) waits until the function of the timer has ended, and is called while it runs: a deadlock.`, address: timer });
  }
  return remove(k, timer);
}

const removing = (prototype: string, wait: boolean, since?: string): KernelFunction => ({
  prototype, header, cost: 60, ...(since === undefined ? {} : { since }), immediate: (k, [timer]) => (wait ? removeAndWait(k, timer) : remove(k, timer)),
});

/** Milliseconds of a tick. */
const TICK = 1000 / HZ;

const convert = (prototype: string, body: (value: number) => number): KernelFunction => ({ prototype, header: 'linux/jiffies.h', cost: 5, immediate: (_k, [value]) => body(value) });

export const TIMERS: readonly KernelFunction[] = [
  { prototype: 'void init_timer(struct timer_list *timer)', header, until: '4.15', replacedBy: 'timer_setup', cost: 20, immediate: (k, [timer]) => prepare(k, timer, k.memory.field('timer_list', timer, 'function'), k.memory.has('timer_list', 'data') ? k.memory.field('timer_list', timer, 'data') : 0, 0) },
  { prototype: 'void setup_timer(struct timer_list *timer, void (*function)(unsigned long), unsigned long data)', header, until: '4.15', replacedBy: 'timer_setup', cost: 20, immediate: (k, [timer, callback, data]) => prepare(k, timer, callback, data, 0) },
  { prototype: 'void timer_setup(struct timer_list *timer, void (*callback)(struct timer_list *), unsigned int flags)', header, since: '4.14', cost: 20, immediate: (k, [timer, callback, flags]) => prepare(k, timer, callback, timer, flags) },
  { prototype: 'int mod_timer(struct timer_list *timer, unsigned long expires)', header, cost: 80, immediate: (k, [timer, expires]) => modify(k, timer, expires) },
  { prototype: 'void add_timer(struct timer_list *timer)', header, cost: 80, immediate: (k, [timer]) => add(k, timer) },
  removing('int del_timer(struct timer_list *timer)', false),
  removing('int del_timer_sync(struct timer_list *timer)', true),
  removing('int timer_delete(struct timer_list *timer)', false, '6.2'),
  removing('int timer_delete_sync(struct timer_list *timer)', true, '6.2'),
  { prototype: 'int timer_pending(const struct timer_list *timer)', header, cost: 5, immediate: (k, [timer]) => (isPending(k, timer) ? 1 : 0) },
  /** The value behind the macro `jiffies`. */
  { prototype: 'unsigned long __jiffies(void)', header: 'linux/jiffies.h', cost: 2, immediate: (k) => k.jiffies },
  {
    prototype: 'u64 get_jiffies_64(void)', header: 'linux/jiffies.h', cost: 4,
    immediate: (k, _args, frame) => {
      frame.locals.high = 0;
      return k.jiffies;
    },
  },
  convert('unsigned long msecs_to_jiffies(const unsigned int m)', (m) => ((m | 0) < 0 ? 0x7fff_fffe : Math.ceil(m / TICK))),
  convert('unsigned long usecs_to_jiffies(const unsigned int u)', (u) => Math.ceil(u / (TICK * 1000))),
  convert('unsigned int jiffies_to_msecs(const unsigned long j)', (j) => j * TICK),
  convert('unsigned int jiffies_to_usecs(const unsigned long j)', (j) => j * TICK * 1000),
];
