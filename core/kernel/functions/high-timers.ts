/** Timers of nanoseconds. Behaviour: kernel/time/hrtimer.c. They run as softirqs here, not in the timer's interrupt; one clock stands for all. */
import type { KernelCore } from '../kernel-core';
import type { Frame } from '../operations';
import type { KernelFunction } from './declare';

const header = 'linux/hrtimer.h';
const RELATIVE = 1;
const NANOSECONDS = 1_000_000_000n;
/** What a function answers that wants to come again. */
export const HRTIMER_RESTART = 1;

const now = (k: KernelCore): bigint => (BigInt(k.hardware.clock.now) * NANOSECONDS) / BigInt(k.hardware.clock.hertz);
const wide = (low: number, high: number): bigint => BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low));
const place = (k: KernelCore, timer: number): number => k.memory.at('hrtimer', timer, '_softexpires');
const expiry = (k: KernelCore, timer: number): bigint => wide(k.memory.word(place(k, timer)), k.memory.word(place(k, timer) + 4));

function setExpiry(k: KernelCore, timer: number, at: bigint): void {
  k.memory.setWord(place(k, timer), Number(BigInt.asUintN(32, at)));
  k.memory.setWord(place(k, timer) + 4, Number(BigInt.asUintN(32, at >> 32n)));
}

/** Until the time that stands in it; at once when that is over. */
export function armHighTimer(k: KernelCore, timer: number): void {
  const { hertz } = k.hardware.clock;
  const cycle = Number((expiry(k, timer) * BigInt(hertz) + NANOSECONDS - 1n) / NANOSECONDS);
  k.cpu.timers.arm({ kind: 'hrtimer', address: timer, at: Math.max(k.hardware.clock.now + 1, cycle), cause: k.cpu.cause, owner: k.owner });
  k.cpu.timersChanged();
}

/** @returns whether it was armed. */
function disarm(k: KernelCore, timer: number): boolean {
  const armed = k.cpu.timers.disarm(timer);
  return k.softirq.cancel(timer) || armed;
}

function start(k: KernelCore, [timer, low, high, mode]: readonly number[]): number {
  disarm(k, timer);
  setExpiry(k, timer, wide(low, high) + ((mode & RELATIVE) !== 0 ? now(k) : 0n));
  armHighTimer(k, timer);
  return 0;
}

function prepare(k: KernelCore, timer: number, callback: number): number {
  disarm(k, timer);
  setExpiry(k, timer, 0n);
  k.memory.setField('hrtimer', timer, 'function', callback);
  return 0;
}

/** Move the expiry behind `from` by whole intervals. Answers how many. */
function forward(k: KernelCore, timer: number, from: bigint, interval: bigint, frame: Frame): number {
  const behind = from - expiry(k, timer);
  const steps = behind < 0n || interval <= 0n ? 0n : behind / interval + 1n;
  setExpiry(k, timer, expiry(k, timer) + steps * interval);
  frame.locals.high = Number(BigInt.asUintN(32, steps >> 32n));
  return Number(BigInt.asUintN(32, steps));
}

const isArmed = (k: KernelCore, timer: number): boolean => k.cpu.timers.list.some((one) => one.address === timer) || k.softirq.isPending(timer) || k.softirq.running === timer;

export const HIGH_TIMERS: readonly KernelFunction[] = [
  { prototype: 'void hrtimer_init(struct hrtimer *timer, int clock_id, enum hrtimer_mode mode)', header, cost: 20, until: '6.15', immediate: (k, [timer]) => prepare(k, timer, 0) },
  { prototype: 'void hrtimer_setup(struct hrtimer *timer, enum hrtimer_restart (*function)(struct hrtimer *), int clock_id, enum hrtimer_mode mode)', header, cost: 20, since: '6.13', immediate: (k, [timer, callback]) => prepare(k, timer, callback) },
  { prototype: 'void hrtimer_start(struct hrtimer *timer, ktime_t tim, enum hrtimer_mode mode)', header, cost: 80, immediate: start },
  { prototype: 'int hrtimer_cancel(struct hrtimer *timer)', header, cost: 60, immediate: (k, [timer]) => (disarm(k, timer) ? 1 : 0) },
  { prototype: 'int hrtimer_try_to_cancel(struct hrtimer *timer)', header, cost: 60, immediate: (k, [timer]) => (k.softirq.running === timer ? -1 : disarm(k, timer) ? 1 : 0) },
  { prototype: 'bool hrtimer_active(const struct hrtimer *timer)', header, cost: 10, immediate: (k, [timer]) => (isArmed(k, timer) ? 1 : 0) },
  { prototype: 'u64 hrtimer_forward(struct hrtimer *timer, ktime_t now, ktime_t interval)', header, cost: 40, immediate: (k, [timer, low, high, intervalLow, intervalHigh], frame) => forward(k, timer, wide(low, high), wide(intervalLow, intervalHigh), frame) },
  { prototype: 'u64 hrtimer_forward_now(struct hrtimer *timer, ktime_t interval)', header, cost: 40, immediate: (k, [timer, low, high], frame) => forward(k, timer, now(k), wide(low, high), frame) },
];
