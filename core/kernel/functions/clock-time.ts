/** Time and chance. Behaviour: kernel/time/timekeeping.c, drivers/char/random.c. Wall time begins at 1970 with power-on; random numbers repeat from run to run. */
import type { KernelCore } from '../kernel-core';
import { value } from '../operations';
import type { Frame } from '../operations';
import type { KernelFunction } from './declare';

const TIMEKEEPING = 'linux/timekeeping.h';
const NANOSECONDS = 1_000_000_000n;

function nanoseconds(k: KernelCore): bigint {
  const { now, hertz } = k.hardware.clock;
  return (BigInt(now) * NANOSECONDS) / BigInt(hertz);
}

function wide(frame: Frame, result: bigint): number {
  frame.locals.high = Number(BigInt.asUintN(32, result >> 32n));
  return Number(BigInt.asUintN(32, result));
}

const clock = (prototype: string, since?: string): KernelFunction => ({ prototype, header: TIMEKEEPING, cost: 30, ...(since === undefined ? {} : { since }), immediate: (k, _args, frame) => wide(frame, nanoseconds(k)) });

/** Two words of 32 bits: seconds, and the rest in nanoseconds or microseconds. */
const pair = (prototype: string, unit: bigint, until?: string): KernelFunction => ({
  prototype, header: TIMEKEEPING, cost: 30, ...(until === undefined ? {} : { until }),
  immediate: (k, [at]) => {
    const now = nanoseconds(k);
    k.memory.setWord(at, Number(now / NANOSECONDS));
    k.memory.setWord(at + 4, Number((now % NANOSECONDS) / unit));
    return 0;
  },
});

/** struct timespec64: 64-bit seconds, then nanoseconds in a word. */
const spec64 = (prototype: string): KernelFunction => ({
  prototype, header: TIMEKEEPING, cost: 30, since: '3.17',
  immediate: (k, [at]) => {
    const now = nanoseconds(k);
    k.memory.setWord(at, Number(now / NANOSECONDS));
    k.memory.setWord(at + 4, 0);
    k.memory.setWord(at + 8, Number(now % NANOSECONDS));
    return 0;
  },
});

function randomWord(k: KernelCore): number {
  return k.nextRandom();
}

const RANDOM = 'linux/random.h';

export const CLOCK_TIME: readonly KernelFunction[] = [
  clock('ktime_t ktime_get(void)'), clock('ktime_t ktime_get_real(void)'), clock('ktime_t ktime_get_boottime(void)', '3.0'),
  clock('u64 ktime_get_ns(void)', '3.17'), clock('u64 ktime_get_real_ns(void)', '3.17'), clock('u64 sched_clock(void)'), clock('u64 local_clock(void)'),
  pair('void getnstimeofday(struct timespec *ts)', 1n, '5.6'), pair('void ktime_get_ts(struct timespec *ts)', 1n, '5.6'), pair('void do_gettimeofday(struct timeval *tv)', 1000n, '5.0'),
  spec64('void ktime_get_ts64(struct timespec64 *ts)'), spec64('void ktime_get_real_ts64(struct timespec64 *ts)'),
  {
    prototype: 'void usleep_range(unsigned long min, unsigned long max)', header: 'linux/delay.h', sleeps: true,
    steps: [{ text: '', run: (f, k) => ({ op: 'wait', queue: 'usleep', cycles: k.cyclesOfMicroseconds(f.args[0]) }) }, { text: '', run: () => value(0) }],
  },
  {
    prototype: 'unsigned long msleep_interruptible(unsigned int msecs)', header: 'linux/delay.h', sleeps: true,
    steps: [
      {
        text: '',
        run: (f, k) => {
          f.locals.until = k.hardware.clock.now + k.cyclesOfMicroseconds(f.args[0] * 1000);
          return { op: 'wait', queue: 'msleep', cycles: (f.locals.until) - k.hardware.clock.now, interruptible: true };
        },
      },
      { text: '', run: (f, k) => value(Math.max(0, Math.floor(((f.locals.until as number) - k.hardware.clock.now) / k.cyclesOfMicroseconds(1000)))) },
    ],
  },
  {
    prototype: 'void get_random_bytes(void *buf, int nbytes)', header: RANDOM, cost: 200,
    immediate: (k, [at, count]) => {
      k.memory.write(at, Uint8Array.from({ length: Math.min(count, 0x1_0000) }, () => randomWord(k)));
      return 0;
    },
  },
  { prototype: 'u32 get_random_u32(void)', header: RANDOM, since: '4.11', cost: 60, immediate: randomWord },
  { prototype: 'u32 prandom_u32(void)', header: RANDOM, since: '3.8', until: '6.2', replacedBy: 'get_random_u32', cost: 30, immediate: randomWord },
  { prototype: 'unsigned int get_random_int(void)', header: RANDOM, until: '6.2', replacedBy: 'get_random_u32', cost: 60, immediate: randomWord },
];
