/** Strings and blocks between kernel and user space. Behaviour: arch/arm/include/asm/uaccess.h, lib/strncpy_from_user.c, fs/libfs.c. */
import { ERRNO } from '../errno';
import type { KernelCore } from '../kernel-core';
import { call, jump, next, value } from '../operations';
import type { Frame } from '../operations';
import type { KernelFunction } from './declare';

const header = 'linux/uaccess.h';
const num = (frame: Frame, name: string): number => frame.locals[name] as number;

function position(k: KernelCore, at: number): number {
  return k.memory.word(at);
}

function advance(k: KernelCore, at: number, count: number): void {
  k.memory.setWord(at, position(k, at) + count);
  k.memory.setWord(at + 4, 0);
}

/** 64-bit *ppos: negative, or beyond what a word holds? */
const beyond = (k: KernelCore, at: number): 'negative' | 'far' | 'near' => {
  const high = k.memory.word(at + 4) | 0;
  return high < 0 ? 'negative' : high > 0 ? 'far' : 'near';
};

export const USER_VALUES: readonly KernelFunction[] = [
  {
    prototype: 'unsigned long clear_user(void __user *to, unsigned long n)', header, sleeps: true,
    steps: [
      {
        text: '',
        run: (f) => {
          f.locals.at = 0;
          return next(2);
        },
      },
      {
        text: '',
        run: (f) => {
          const left = f.args[1] - num(f, 'at');
          if (left <= 0) return value(0);
          return { op: 'write', address: f.args[0] + num(f, 'at'), data: new Array<number>(Math.min(32 - ((f.args[0] + num(f, 'at')) % 32), left)).fill(0), user: true };
        },
      },
      {
        text: '',
        run: (f) => {
          const at = num(f, 'at');
          if (f.result !== 0) return value(f.args[1] - at);
          f.locals.at = Math.min(f.args[1], at + 32 - ((f.args[0] + at) % 32));
          return jump(f, 1);
        },
      },
    ],
  },
  {
    /** Length without the end, -EFAULT, or `count` when no end was found. */
    prototype: 'long strncpy_from_user(char *dst, const char __user *src, long count)', header, sleeps: true,
    steps: [
      {
        text: '',
        run: (f) => {
          f.locals.at = 0;
          return next(2);
        },
      },
      { text: '', run: (f) => (num(f, 'at') >= f.args[2] ? value(f.args[2]) : { op: 'read', address: f.args[1] + num(f, 'at'), length: 1, user: true }) },
      {
        text: '',
        run: (f) => {
          if (f.result !== 0) return value(-ERRNO.EFAULT);
          [f.locals.byte] = f.bytes;
          return { op: 'write', address: f.args[0] + num(f, 'at'), data: f.bytes };
        },
      },
      {
        text: '',
        run: (f) => {
          const at = num(f, 'at');
          if (f.locals.byte === 0) return value(at);
          f.locals.at = at + 1;
          return jump(f, 1);
        },
      },
    ],
  },
  {
    /** An error pointer where it fails. */
    prototype: 'void *memdup_user(const void __user *src, size_t len)', header: 'linux/string.h', sleeps: true,
    steps: [
      {
        text: '',
        run: (f, k) => {
          f.locals.to = k.allocate(f.args[1]);
          return f.locals.to === 0 ? value(-ERRNO.ENOMEM) : call('copy_from_user', f.locals.to, f.args[0], f.args[1]);
        },
      },
      {
        text: '',
        run: (f, k) => {
          if (f.result === 0) return value(num(f, 'to'));
          k.slab.release(num(f, 'to'));
          return value(-ERRNO.EFAULT);
        },
      },
    ],
  },
  {
    prototype: 'ssize_t simple_read_from_buffer(void __user *to, size_t count, loff_t *ppos, const void *from, size_t available)', header: 'linux/fs.h', sleeps: true,
    steps: [
      {
        text: '',
        run: (f, k) => {
          const [to, count, ppos, from, available] = f.args;
          const where = beyond(k, ppos);
          if (where === 'negative') return value(-ERRNO.EINVAL);
          const at = position(k, ppos);
          if (where === 'far' || at >= available || count === 0) return value(0);
          f.locals.count = Math.min(count, available - at);
          return call('copy_to_user', to, from + at, f.locals.count);
        },
      },
      {
        text: '',
        run: (f, k) => {
          const count = num(f, 'count') - f.result;
          if (count === 0) return value(-ERRNO.EFAULT);
          advance(k, f.args[2], count);
          return value(count);
        },
      },
    ],
  },
  {
    prototype: 'ssize_t simple_write_to_buffer(void *to, size_t available, loff_t *ppos, const void __user *from, size_t count)', header: 'linux/fs.h', sleeps: true,
    steps: [
      {
        text: '',
        run: (f, k) => {
          const [to, available, ppos, from, count] = f.args;
          const where = beyond(k, ppos);
          if (where === 'negative') return value(-ERRNO.EINVAL);
          const at = position(k, ppos);
          if (where === 'far' || at >= available || count === 0) return value(0);
          f.locals.count = Math.min(count, available - at);
          return call('copy_from_user', to + at, from, f.locals.count);
        },
      },
      {
        text: '',
        run: (f, k) => {
          const count = num(f, 'count') - f.result;
          if (count === 0) return value(-ERRNO.EFAULT);
          advance(k, f.args[2], count);
          return value(count);
        },
      },
    ],
  },
];
