/** Messages and error pointers. */
import { DEFAULT_COSTS } from '../costs';
import { atLeast } from '../profiles';
import type { KernelFunction } from './declare';

/** IS_ERR: the last page of addresses. */
const isError = (pointer: number): boolean => pointer >>> 0 >= 0xffff_f001;

export const PRINTING: readonly KernelFunction[] = [
  {
    prototype: 'int printk(const char *fmt, ...)', header: 'linux/printk.h',
    cost: DEFAULT_COSTS.printk,
    immediate: (k, [fmt, ...args]) => {
      const text = k.format(fmt, args);
      /** Levels were written as "<6>" before 3.6. */
      k.printRaw(atLeast(k.profile, '3.6') ? text : text.replace(/^<([0-7])>/, '\u0001$1'));
      return text.length;
    },
  },
  { prototype: 'bool IS_ERR(const void *ptr)', header: 'linux/err.h', inHeader: true, cost: 2, immediate: (_k, [ptr]) => (isError(ptr) ? 1 : 0) },
  { prototype: 'bool IS_ERR_OR_NULL(const void *ptr)', header: 'linux/err.h', inHeader: true, cost: 2, immediate: (_k, [ptr]) => (ptr === 0 || isError(ptr) ? 1 : 0) },
  { prototype: 'long PTR_ERR(const void *ptr)', header: 'linux/err.h', inHeader: true, cost: 2, immediate: (_k, [ptr]) => ptr },
  { prototype: 'void *ERR_PTR(long error)', header: 'linux/err.h', inHeader: true, cost: 2, immediate: (_k, [error]) => error },
];
