/** Copies between kernel and user space: they answer the bytes that were NOT copied. */
import { BURST_BYTES } from '../bus-unit';
import { checkRange } from '../c/range-check';
import type { KernelCore } from '../kernel-core';
import { jump, next, thenJump, value } from '../operations';
import type { Frame, Op, Step } from '../operations';
import type { KernelFunction } from './declare';
import { pieceOf } from './strings';

const num = (frame: Frame, name: string): number => frame.locals[name] as number;

/** The kernel's side of the copy must be the caller's. */
const start = (name: string, write: boolean): Step<KernelCore> => ({ text: '', run: (f, k): Op => {
  checkRange(k, f.args[write ? 0 : 1], f.args[2], write, name);
  f.locals.at = 0;
  return next(2);
} });

export const USER_MEMORY: readonly KernelFunction[] = [
  {
    prototype: 'unsigned long copy_to_user(void __user *to, const void *from, unsigned long n)', header: 'linux/uaccess.h',
    sleeps: true,
    steps: [
      start('copy_to_user', false),
      {
        text: '',
        run: (f) => {
          const [to, from, n] = f.args;
          const at = num(f, 'at');
          return at >= n ? value(0) : { op: 'read', address: from + at, length: pieceOf(to + at, n - at) };
        },
      },
      { text: '', run: (f) => ({ op: 'write', address: f.args[0] + num(f, 'at'), data: f.bytes, user: true }) },
      {
        text: '',
        run: (f) => {
          if (f.result !== 0) return value(f.args[2] - num(f, 'at'));
          f.locals.at = num(f, 'at') + f.bytes.length;
          return jump(f, 1);
        },
      },
    ],
  },
  {
    prototype: 'unsigned long copy_from_user(void *to, const void __user *from, unsigned long n)', header: 'linux/uaccess.h',
    sleeps: true,
    steps: [
      start('copy_from_user', true),
      {
        text: '',
        run: (f) => {
          const [to, from, n] = f.args;
          const at = num(f, 'at');
          return at >= n ? value(0) : { op: 'read', address: from + at, length: pieceOf(to + at, n - at), user: true };
        },
      },
      {
        text: '',
        run: (f) => {
          const at = num(f, 'at');
          if (f.result !== 0) {
            f.locals.missing = f.args[2] - at;
            return jump(f, 3);
          }
          f.locals.at = at + f.bytes.length;
          return thenJump(f, 1, { op: 'write', address: f.args[0] + at, data: f.bytes });
        },
      },
      {
        text: '',
        run: (f) => {
          const at = num(f, 'at');
          const left = f.args[2] - at;
          if (left <= 0) return value(num(f, 'missing'));
          const count = Math.min(BURST_BYTES, left);
          f.locals.at = at + count;
          return thenJump(f, 3, { op: 'write', address: f.args[0] + at, data: new Array<number>(count).fill(0) });
        },
      },
    ],
  },
];
