/** Block operations. They go over the bus: single bytes up to the first 32-byte boundary, bursts, single bytes at the end. */
import { BURST_BYTES } from '../bus-unit';
import { checkRange } from '../c/range-check';
import type { KernelCore } from '../kernel-core';
import { call, jump, next, thenJump, value } from '../operations';
import type { Frame, Op } from '../operations';
import type { KernelFunction } from './declare';

/** Bytes of the next piece of a block at `at` with `left` bytes to go. */
export function pieceOf(at: number, left: number): number {
  const toBoundary = (BURST_BYTES - (at % BURST_BYTES)) % BURST_BYTES;
  return toBoundary === 0 ? Math.min(BURST_BYTES, left) : Math.min(toBoundary, left);
}

const num = (frame: Frame, name: string): number => frame.locals[name] as number;

const start = (name: string, kind: 'writes' | 'copies' | 'compares'): { readonly text: string; readonly run: (f: Frame, k: KernelCore) => Op } => ({
  text: '',
  run: (f, k) => {
    const [to, from, n] = f.args;
    f.locals.at = 0;
    checkRange(k, to, n, kind !== 'compares', name);
    if (kind !== 'writes') checkRange(k, from, n, false, name);
    return next(1);
  },
});

export const STRINGS: readonly KernelFunction[] = [
  {
    prototype: 'void *memset(void *s, int c, size_t n)', header: 'linux/string.h',
    steps: [
      start('memset', 'writes'),
      {
        text: '',
        run: (f) => {
          const [s, c, n] = f.args;
          const at = num(f, 'at');
          if (at >= n) return value(s);
          const count = pieceOf(s + at, n - at);
          f.locals.at = at + count;
          return thenJump(f, 1, { op: 'write', address: s + at, data: new Array<number>(count).fill(c & 0xff) });
        },
      },
    ],
  },
  {
    prototype: 'void *memcpy(void *dest, const void *src, size_t n)', header: 'linux/string.h',
    steps: [
      start('memcpy', 'copies'),
      {
        text: '',
        run: (f) => {
          const [dest, src, n] = f.args;
          const at = num(f, 'at');
          return at >= n ? value(dest) : { op: 'read', address: src + at, length: pieceOf(dest + at, n - at) };
        },
      },
      {
        text: '',
        run: (f) => {
          const at = num(f, 'at');
          f.locals.at = at + f.bytes.length;
          return thenJump(f, 1, { op: 'write', address: f.args[0] + at, data: f.bytes });
        },
      },
    ],
  },
  {
    /** From the end where the destination lies behind the source and overlaps it. */
    prototype: 'void *memmove(void *dest, const void *src, size_t n)', header: 'linux/string.h',
    steps: [
      {
        text: '',
        run: (f, k) => {
          const [dest, src, n] = f.args;
          checkRange(k, dest, n, true, 'memmove');
          checkRange(k, src, n, false, 'memmove');
          f.locals.left = n;
          return dest <= src || dest >= src + n ? call('memcpy', dest, src, n) : next(1);
        },
      },
      {
        text: '',
        run: (f) => {
          const [dest, src, n] = f.args;
          const left = num(f, 'left');
          if (left === 0 || dest <= src || dest >= src + n) return value(dest);
          const count = Math.min(left, (dest + left) % BURST_BYTES === 0 ? BURST_BYTES : (dest + left) % BURST_BYTES);
          f.locals.left = left - count;
          return { op: 'read', address: src + left - count, length: count };
        },
      },
      { text: '', run: (f) => thenJump(f, 1, { op: 'write', address: f.args[0] + num(f, 'left'), data: f.bytes }) },
    ],
  },
  {
    prototype: 'int memcmp(const void *cs, const void *ct, size_t n)', header: 'linux/string.h',
    steps: [
      start('memcmp', 'compares'),
      {
        text: '',
        run: (f) => {
          const at = num(f, 'at');
          return at >= f.args[2] ? value(0) : { op: 'read', address: f.args[0] + at, length: pieceOf(f.args[0] + at, f.args[2] - at) };
        },
      },
      {
        text: '',
        run: (f) => {
          f.locals.first = f.bytes;
          return { op: 'read', address: f.args[1] + num(f, 'at'), length: f.bytes.length };
        },
      },
      {
        text: '',
        run: (f) => {
          const first = f.locals.first as number[];
          const different = first.findIndex((byte, i) => byte !== f.bytes[i]);
          if (different >= 0) return value(first[different] - f.bytes[different]);
          f.locals.at = num(f, 'at') + first.length;
          return jump(f, 1);
        },
      },
    ],
  },
];
